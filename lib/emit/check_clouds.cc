#include "emit/check_clouds.h"

#include <algorithm>
#include <iterator>

#include "model/known_clouds.h"

namespace aurora {
namespace {

using Words = std::set<std::string>;

/// The clouds whose provider is among these. What external backends use besides is nobody's.
Words clouds_of(const Words& providers) {
  Words clouds;
  for (const auto* facts : known_clouds())
    if (providers.contains(std::string(facts->provider))) clouds.emplace(facts->cloud);
  return clouds;
}

/// Whether a cloud is left behind. Of a cloud that is not known only the providers are, of which none may have stayed.
bool leaves(const Words& before, const Words& now) {
  const auto old_clouds = clouds_of(before);
  const auto clouds = clouds_of(now);
  if (!old_clouds.empty()) return !std::includes(clouds.begin(), clouds.end(), old_clouds.begin(), old_clouds.end());
  const auto stays = [&](const auto& provider) { return now.contains(provider); };
  return !before.empty() && !now.empty() && std::none_of(before.begin(), before.end(), stays);
}

/// `aws`, or `aws` and `gcp` of a link; goes between backquotes.
std::string in_words(const Words& providers) {
  const auto clouds = clouds_of(providers);
  std::string text;
  for (const auto& word : clouds.empty() ? providers : clouds) text += (text.empty() ? "" : "` and `") + word;
  return text;
}

const tf::StackFiles* find(const std::vector<tf::StackFiles>& stacks, const std::string& name) {
  const auto found = std::find_if(stacks.begin(), stacks.end(), [&](const auto& one) { return one.stack == name; });
  return found == stacks.end() ? nullptr : &*found;
}

}  // namespace

void check_clouds(const std::vector<tf::StackFiles>& before, const std::vector<tf::StackFiles>& after,
                  const std::string& folder, Diagnostics& diagnostics) {
  for (const auto& stack : after) {
    const auto* was = find(before, stack.stack);
    if (was == nullptr) was = find(before, stack.renamed_from);
    if (was == nullptr) continue;
    const auto old_providers = providers_of(*was);
    const auto providers = providers_of(stack);
    if (!leaves(old_providers, providers)) continue;
    const auto place = folder + "/" + was->stack;
    diagnostics.report(diag::StackOtherCloud, {}, was->stack, in_words(old_providers), in_words(providers))
        .hint("destroy what there is first, from the files as they were committed: `terraform -chdir=" + place +
              " destroy`; then delete `" + place + "`, or run `emit --force`")
        .hint("or give the new one another key, and keep the old one until it is destroyed");
  }
}

}  // namespace aurora
