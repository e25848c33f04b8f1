#include "schema/keys.h"

#include <algorithm>
#include <map>

#include "schema/schema.h"
#include "source/embedded.h"

namespace aurora::schema {
namespace {

constexpr std::string_view kRoot = "environment.schema.json";

/// The files of the schemas, the root first.
std::vector<std::string_view> files() {
  std::vector<std::string_view> all;
  for (const auto& file : embedded::schemas()) all.push_back(file.name);
  std::sort(all.begin(), all.end(), [](auto a, auto b) { return std::pair(a != kRoot, a) < std::pair(b != kRoot, b); });
  return all;
}

class Lister {
 public:
  std::vector<Key> list() {
    const auto& library = Library::embedded();
    for (const auto file : files()) objects_[library.find(file)] = object_of(file);
    for (const auto file : files()) object(object_of(file), *library.find(file));
    return std::move(keys_);
  }

 private:
  void object(std::string_view name, const Schema& schema) {
    object_ = name;
    add(object_, schema);
    below(schema, object_ + ".");
  }

  void below(const Schema& schema, const std::string& prefix) {
    for (const auto& property : schema.properties) key(prefix + property.name, *property.schema);
    if (schema.additional != nullptr) key(prefix + "<name>", *schema.additional);
    for (const auto& [pattern, property] : schema.pattern_properties) key(prefix + "<name>", *property);
    for (const auto* alternatives : {&schema.one_of, &schema.any_of})
      for (const auto* alternative : *alternatives) below(*alternative, prefix);
  }

  void key(const std::string& path, const Schema& schema) {
    auto& made = add(path, schema);
    const bool each = schema.items != nullptr && objects_.contains(schema.items->ref);
    const auto* part = each ? schema.items->ref : schema.ref;
    if (const auto found = objects_.find(part); found != objects_.end()) {
      made.part = found->second;
      made.each = each;
      return;
    }
    below(target(schema), path + ".");
    if (schema.items != nullptr) below(target(*schema.items), path + "[].");
  }

  Key& add(const std::string& path, const Schema& schema) {
    auto& made = keys_.emplace_back();
    made.object = object_;
    made.path = path;
    made.default_text = schema.default_text ? schema.default_text : target(schema).default_text;
    values(target(schema), made.values);
    return made;
  }

  static void values(const Schema& schema, std::vector<std::string>& into) {
    into.insert(into.end(), schema.values.begin(), schema.values.end());
    for (const auto* alternatives : {&schema.one_of, &schema.any_of})
      for (const auto* alternative : *alternatives) values(target(*alternative), into);
  }

  std::map<const Schema*, std::string> objects_;
  std::string object_;
  std::vector<Key> keys_;
};

}  // namespace

std::string_view object_of(std::string_view file) { return file.substr(0, file.find('.')); }

const std::vector<Key>& keys() {
  static const auto all = Lister().list();
  return all;
}

const Key* find_key(std::string_view path) {
  static const auto by_path = [] {
    std::map<std::string_view, const Key*> made;
    for (const auto& key : keys()) made[key.path] = &key;
    return made;
  }();
  const auto found = by_path.find(path);
  return found == by_path.end() ? nullptr : found->second;
}

}  // namespace aurora::schema
