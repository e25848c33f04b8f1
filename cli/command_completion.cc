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
  std::string values{};  ///< `text json svg`, where only these are taken
};

/// The values that an option or an argument takes, where they are few: CLI11 describes such a check as `{a,b}`.
std::string values_of(const CLI::Option& option) {
  auto text = option.get_type_name();  // `FORMAT:{text,json}`
  const auto begin = text.find('{'), end = text.find('}');
  if (begin == text.npos || end == text.npos) return {};
  text = text.substr(begin + 1, end - begin - 1);
  std::replace(text.begin(), text.end(), ',', ' ');
  return text;
}

/// The options of a command and of what is below it (`lock show`), each once.
std::vector<Option> options_of(const CLI::App& app) {
  std::vector<Option> result;
  const auto add = [&result](Option option) {
    const auto same = [&](const Option& other) { return other.name == option.name; };
    if (std::none_of(result.begin(), result.end(), same)) result.push_back(std::move(option));
  };
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames())
      add({"--" + name, option->get_description(), option->get_items_expected_max() > 0, values_of(*option)});
    for (const auto& name : option->get_snames())
      add({"-" + name, option->get_description(), option->get_items_expected_max() > 0, values_of(*option)});
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

/// Prints every code, when the shell asks for it.
constexpr const char* list_of_codes = "aurora-iac explain --list 2>/dev/null | cut -d ' ' -f 1";

/// What a command's first argument may be, where that is a word and no file.
std::string arguments_of(const CLI::App& app) {
  for (const auto* option : app.get_options())
    if (option->get_positional())
      if (auto values = values_of(*option); !values.empty()) return values + " ";
  return below(app);
}

/// Every option of every command that takes one of a few values, or a value at all, once.
std::vector<Option> valued(const CLI::App& root) {
  auto all = options_of(root);
  for (const auto& command : commands())
    for (auto& option : options_of(*root.get_subcommand(command.name))) {
      const auto same = [&](const Option& other) { return other.name == option.name; };
      if (std::none_of(all.begin(), all.end(), same)) all.push_back(std::move(option));
    }
  std::erase_if(all, [](const Option& option) { return !option.takes_value; });
  return all;
}

std::string bash(const CLI::App& root) {
  std::string names;
  std::string cases;
  std::string values;
  std::string with_value;
  const auto global = options_of(root);
  for (const auto& option : valued(root)) {
    with_value += (with_value.empty() ? "" : "|") + option.name;
    if (!option.values.empty())
      values +=
          fmt::format("    {}) COMPREPLY=($(compgen -W \"{}\" -- \"$word\")); return ;;\n", option.name, option.values);
  }
  for (const auto& command : commands()) {
    names += std::string(names.empty() ? "" : " ") + command.name;
    const auto& app = *root.get_subcommand(command.name);
    auto options = options_of(app);
    for (const auto& option : global) {
      const auto same = [&](const Option& other) { return other.name == option.name; };
      if (std::none_of(options.begin(), options.end(), same)) options.push_back(option);
    }
    const bool codes = app.get_name() == "explain";
    cases += fmt::format("    {}) options=\"{}\" words=\"{}\" ;;\n", command.name, words(options),
                         codes ? fmt::format("$({})", list_of_codes) : arguments_of(app));
  }
  return fmt::format(
      "# bash completion for aurora-iac\n"
      "_aurora_iac() {{\n"
      "  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} command= options= words= i\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case ${{COMP_WORDS[i]}} in {4}) ((i++)) ;; -*) ;; *) command=${{COMP_WORDS[i]}}; break ;; esac\n"
      "  done\n"
      "  case $before in\n"
      "{3}"
      "    {4}) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n"
      "  esac\n"
      "  case $command in\n"
      "    '') options=\"{1}\" words=\"{0}\" ;;\n"
      "{2}"
      "  esac\n"
      "  if [[ $word == -* ]]; then\n"
      "    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
      "  else\n"
      "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
      "    [ -z \"$command\" ] || COMPREPLY+=($(compgen -f -- \"$word\"))\n"
      "  fi\n"
      "}}\n"
      "complete -o filenames -F _aurora_iac aurora-iac\n",
      names, words(global), cases, values, with_value);
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
                            !option.takes_value     ? std::string()
                            : option.values.empty() ? ":value:_files"
                                                    : ":value:(" + option.values + ")");
    const auto names = arguments_of(*root.get_subcommand(command.name));
    if (std::string_view(command.name) == "explain")
      text += fmt::format(" '1:code:{{compadd $({})}}' ;;\n", quoted(list_of_codes));
    else
      text += names.empty() ? " '*:file:_files' ;;\n" : fmt::format(" '1:command:({})' '*:file:_files' ;;\n", names);
  }
  return text + "  esac\n}\n_aurora_iac \"$@\"\n";
}

std::string fish(const CLI::App& root) {
  std::string text = "# fish completion for aurora-iac\n";
  for (const auto& command : commands()) {
    text += fmt::format("complete -c aurora-iac -n __fish_use_subcommand -f -a {} -d '{}'\n", command.name,
                        quoted(command.summary));
    if (const auto names = arguments_of(*root.get_subcommand(command.name)); !names.empty())
      text += fmt::format("complete -c aurora-iac -n '__fish_seen_subcommand_from {}' -a '{}'\n", command.name, names);
    if (std::string_view(command.name) == "explain")
      text += fmt::format("complete -c aurora-iac -n '__fish_seen_subcommand_from explain' -f -a \"({})\"\n",
                          list_of_codes);
    for (const auto& option : options_of(*root.get_subcommand(command.name))) {
      const bool is_long = option.name.compare(0, 2, "--") == 0;
      text += fmt::format("complete -c aurora-iac -n '__fish_seen_subcommand_from {}' {} {}{} -d '{}'\n", command.name,
                          is_long ? "-l" : "-s", option.name.substr(is_long ? 2 : 1),
                          !option.takes_value     ? std::string()
                          : option.values.empty() ? " -r"
                                                  : " -x -a '" + option.values + "'",
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
