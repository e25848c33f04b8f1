#include "model/check_parts.h"

namespace aurora::checking {

Span Place::at(std::initializer_list<std::string_view> path) const {
  Span found = otherwise;
  const auto* node = written;
  for (const auto key : path) {
    const auto* entry = node == nullptr ? nullptr : node->find_entry(key);
    if (entry == nullptr) break;
    node = entry->value;
    found = node->is_mapping() ? entry->key_span : node->span;
  }
  return found;
}

Span Place::key(std::string_view parent, std::string_view name) const {
  const auto* mapping = written == nullptr ? nullptr : written->find(parent);
  const auto* entry = mapping == nullptr ? nullptr : mapping->find_entry(name);
  return entry == nullptr ? at({parent}) : entry->key_span;
}

Span Place::item(std::string_view parent, std::string_view text) const {
  const auto* list = written == nullptr ? nullptr : written->find(parent);
  if (list != nullptr)
    for (const auto* item : list->items)
      if (item->text == text) return item->span;
  return at({parent});
}

}  // namespace aurora::checking
