// Completion scripts are made from the command table itself, so they cannot fall behind it.

#include <fmt/core.h>

#include <algorithm>

#include "session.h"

namespace aurora::cli {
namespace {

struct Option {
  std::string name;  ///< `--out`
  std::string description;
  bool takes_value = false;
};

/// The options of a command and of what is below it (`lock show`), each once.
std::vector<Option> options_of(const CLI::App& app) {
  std::vector<Option> result;
  const auto add = [&result](Option option) {
    const auto same = [&](const Option& other) { return other.name == option.name; };
    if (std::none_of(result.begin(), result.end(), same)) result.push_back(std::move(option));
  };
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames())
      add({"--" + name, option->get_description(), option->get_items_expected_max() > 0});
    for (const auto& name : option->get_snames())
      add({"-" + name, option->get_description(), option->get_items_expected_max() > 0});
  }
  if (app.get_parent() == nullptr) return result;
  for (const auto* below : app.get_subcommands({}))
    for (auto& option : options_of(*below)) add(std::move(option));
  return result;
}

/// `show check release import `: the commands below a command.
std::string below(const CLI::App& app) {
  std::string text;
  for (const auto* sub : app.get_subcommands({})) text += sub->get_name() + " ";
  return text;
}

std::string words(const std::vector<Option>& options) {
  std::string text;
  for (const auto& option : options) text += (text.empty() ? "" : " ") + option.name;
  return text;
}

/// The same text for use between single quotes in a shell.
std::string quoted(std::string text) {
  for (std::size_t at = 0; (at = text.find('\'', at)) != std::string::npos; at += 4) text.replace(at, 1, "'\\''");
  return text;
}

std::string bash(const CLI::App& root) {
  std::string names;
  std::string cases;
  const auto global = words(options_of(root));
  for (const auto& command : commands()) {
    names += std::string(names.empty() ? "" : " ") + command.name;
    const auto& app = *root.get_subcommand(command.name);
    cases += fmt::format("    {}) options=\"{}{} {}\" ;;\n", command.name, below(app), global, words(options_of(app)));
  }
  return fmt::format(
      "# bash completion for aurora-iac\n"
      "_aurora_iac() {{\n"
      "  local word=${{COMP_WORDS[COMP_CWORD]}} command= options= i\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case ${{COMP_WORDS[i]}} in -*) ;; *) command=${{COMP_WORDS[i]}}; break ;; esac\n"
      "  done\n"
      "  case $command in\n"
      "    '') options=\"{0} {1}\" ;;\n"
      "{2}"
      "  esac\n"
      "  COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
      "  [ -z \"$command\" ] || [[ $word == -* ]] || COMPREPLY=($(compgen -f -- \"$word\"))\n"
      "}}\n"
      "complete -o filenames -F _aurora_iac aurora-iac\n",
      names, global, cases);
}

std::string zsh(const CLI::App& root) {
  std::string text = "#compdef aurora-iac\n_aurora_iac() {\n  local -a commands\n  commands=(\n";
  for (const auto& command : commands()) text += fmt::format("    '{}:{}'\n", command.name, quoted(command.summary));
  text += "  )\n  if (( CURRENT == 2 )); then _describe command commands; return; fi\n  case $words[2] in\n";
  for (const auto& command : commands()) {
    text += fmt::format("    {}) _arguments", command.name);
    for (const auto* app : {static_cast<const CLI::App*>(root.get_subcommand(command.name)), &root})
      for (const auto& option : options_of(*app))
        text += fmt::format(" '{}[{}]{}'", option.name, quoted(option.description),
                            option.takes_value ? ":value:_files" : "");
    const auto names = below(*root.get_subcommand(command.name));
    text += names.empty() ? " '*:file:_files' ;;\n" : fmt::format(" '1:command:({})' '*:file:_files' ;;\n", names);
  }
  return text + "  esac\n}\n_aurora_iac \"$@\"\n";
}

std::string fish(const CLI::App& root) {
  std::string text = "# fish completion for aurora-iac\n";
  for (const auto& command : commands()) {
    text += fmt::format("complete -c aurora-iac -n __fish_use_subcommand -f -a {} -d '{}'\n", command.name,
                        quoted(command.summary));
    if (const auto names = below(*root.get_subcommand(command.name)); !names.empty())
      text += fmt::format("complete -c aurora-iac -n '__fish_seen_subcommand_from {}' -a '{}'\n", command.name, names);
    for (const auto& option : options_of(*root.get_subcommand(command.name))) {
      const bool is_long = option.name.compare(0, 2, "--") == 0;
      text += fmt::format("complete -c aurora-iac -n '__fish_seen_subcommand_from {}' {} {}{} -d '{}'\n", command.name,
                          is_long ? "-l" : "-s", option.name.substr(is_long ? 2 : 1), option.takes_value ? " -r" : "",
                          quoted(option.description));
    }
  }
  return text;
}

}  // namespace

std::function<int()> setup_completion(CLI::App& app, const Global& global) {
  auto shell = std::make_shared<std::string>();
  app.add_option("SHELL", *shell, "bash, zsh or fish")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
  const auto* root = app.get_parent();
  return [shell, root, &global] {
    print_report(*shell == "bash" ? bash(*root) : *shell == "zsh" ? zsh(*root) : fish(*root), global);
    return static_cast<int>(kFine);
  };
}

}  // namespace aurora::cli
