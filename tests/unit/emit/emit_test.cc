#include "emit/emit.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "catch.h"
#include "emit/check_clouds.h"

using namespace aurora;
namespace fs = std::filesystem;

namespace {

const std::string notice = "{\n  \"//\": \"Written by aurora-iac. Change the spec, not this file.\"";

tf::StackFiles stack(std::string name, std::vector<std::string> texts) {
  tf::StackFiles made{std::move(name), {}, {}};
  for (std::size_t i = 0; i < texts.size(); ++i)
    made.files.push_back({"f" + std::to_string(i) + ".tf.json", notice + texts[i]});
  return made;
}

EmitRequest request(std::vector<tf::StackFiles> stacks, std::string folder = "work/out") {
  EmitRequest made;
  made.folder = std::move(folder);
  made.platform = "p";
  made.stacks = std::move(stacks);
  return made;
}

std::vector<int> run(const EmitRequest& what, FileSystem& files) {
  Diagnostics diagnostics;
  const auto summary = emit(what, files, diagnostics);
  CHECK(summary.has_value() != diagnostics.has_errors());
  std::vector<int> codes;
  for (const auto& one : diagnostics.sorted()) codes.push_back(one.code);
  return codes;
}

/// A folder on the disk that goes away.
struct Scratch {
  fs::path path;
  Scratch() {
    std::string name = (fs::temp_directory_path() / "aurora-emit-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Scratch() { fs::remove_all(path); }
  std::string operator/(const std::string& name) const { return (path / name).string(); }
};

std::string slurp(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

TEST_CASE("emit writes, changes and removes what is ours and nothing else") {
  for (const bool can_exchange : {true, false}) {
    MemoryFileSystem disk;
    disk.can_exchange = can_exchange;
    CHECK(run(request({stack("dev/a", {"1", "2"}), stack("dev/b", {"3"})}), disk).empty());
    CHECK(disk.files.size() == 4);
    disk.files["work/out/dev/b/.terraform/x"] = "mine";
    disk.files["work/out/README.md"] = "mine";
    CHECK(run(request({stack("dev/a", {"1", "changed"})}), disk).empty());
    CHECK(disk.files.size() == 5);
    CHECK(disk.files["work/out/dev/a/f1.tf.json"] == notice + "changed");
    CHECK(disk.files.count("work/out/dev/b/f0.tf.json") == 0);
    CHECK(disk.files["work/out/dev/b/.terraform/x"] == "mine");
    CHECK(disk.files["work/out/README.md"] == "mine");
  }
}

TEST_CASE("what aurora-iac did not write is in the way") {
  struct Row {
    std::string path, text;
    int code;
    bool force_helps;
  };
  const std::vector<Row> rows{{"work/out/dev/a/f0.tf.json", "mine", 1801, false},
                              {"work/out/dev/a/f0.tf.json", notice + "stale", 1801, true},
                              {"work/out/dev", "a file", 1801, false},
                              {"work/out/stacks.json", "<<<<<<<", 1803, true},
                              {"work/out/stacks.json", R"({"format_version": 2, "stacks": []})", 1803, true},
                              {"work/out", "a file", 1800, false}};
  for (const auto& row : rows) {
    INFO(row.path << ": " << row.text);
    MemoryFileSystem disk;
    disk.files[row.path] = row.text;
    auto wanted = request({stack("dev/a", {"1"})});
    CHECK(run(wanted, disk) == std::vector<int>{row.code});
    CHECK(disk.files.size() == 1);
    wanted.force = true;
    CHECK(run(wanted, disk).empty() == row.force_helps);
  }
}

TEST_CASE("a change by hand is not overwritten without force") {
  MemoryFileSystem disk;
  CHECK(run(request({stack("dev/a", {"1"}), stack("dev/b", {"2"})}), disk).empty());
  disk.files["work/out/dev/a/f0.tf.json"] += "edited";
  disk.files["work/out/dev/b/f0.tf.json"] += "edited";
  const auto before = disk.files;
  auto wanted = request({stack("dev/a", {"new"})});
  CHECK(run(wanted, disk) == std::vector<int>{1802, 1802});
  CHECK(disk.files == before);
  Diagnostics diagnostics;
  CHECK(read_output("work/out", disk, diagnostics).size() == 2);
  CHECK(diagnostics.sorted().size() == 2);
  wanted.force = true;
  CHECK(run(wanted, disk).empty());
  CHECK(disk.files.size() == 2);
}

TEST_CASE("a manifest cannot lead out of the folder") {
  for (const auto* bad :
       {R"({"format_version":1,"stacks":[{"folder":"..","files":{"x":"sha256:"}}]})",
        R"({"format_version":1,"stacks":[{"folder":"a","files":{"../../x":"sha256:"}}]})",
        R"({"format_version":1,"stacks":[{"folder":"/etc","files":{}}]})", R"([])", R"({"stacks":[1]})"}) {
    MemoryFileSystem disk;
    disk.files["work/out/stacks.json"] = bad;
    disk.files["x"] = disk.files["work/x"] = "precious";
    CHECK(run(request({}), disk) == std::vector<int>{1803});
    CHECK(disk.files.size() == 3);
  }
}

TEST_CASE("the lock is written first and only when it is safe to go on") {
  MemoryFileSystem disk;
  auto wanted = request({stack("dev/a", {"1"})});
  wanted.lock_path = "work/s.lock.json";
  wanted.lock_text = "lock";
  disk.files["work/out/dev/a/f0.tf.json"] = "foreign";
  CHECK(run(wanted, disk) == std::vector<int>{1801});
  CHECK(disk.files.count("work/s.lock.json") == 0);
  disk.files.clear();
  CHECK(run(wanted, disk).empty());
  CHECK(disk.files["work/s.lock.json"] == "lock");
}

TEST_CASE("leftovers of a killed run are cleared") {
  MemoryFileSystem disk;
  const auto wanted = request({stack("dev/a", {"1"})});
  CHECK(run(wanted, disk).empty());
  const auto good = disk.files;
  SECTION("an unfinished new tree") {
    disk.files["work/.out.aurora-iac-new/dev/a/f9.tf.json"] = notice;
    disk.files["work/.out.aurora-iac-new/stacks.json"] = "{";
  }
  SECTION("killed between two renames") {
    REQUIRE_FALSE(disk.rename("work/out", "work/.out.aurora-iac-old"));
    disk.files["work/.out.aurora-iac-new/dev/a/f0.tf.json"] = notice;
  }
  CHECK(run(wanted, disk).empty());
  CHECK(disk.files == good);
}

TEST_CASE("a file of the user's that only an old tree has comes back") {
  MemoryFileSystem disk;
  const auto wanted = request({stack("dev/a", {"1"})});
  CHECK(run(wanted, disk).empty());
  disk.files["work/.out.aurora-iac-new/dev/a/.terraform/late"] = "mine";
  disk.files["work/.out.aurora-iac-new/stacks.json"] = disk.files["work/out/stacks.json"];
  CHECK(run(wanted, disk).empty());
  CHECK(disk.files["work/out/dev/a/.terraform/late"] == "mine");
}

TEST_CASE("half a file of a tree that was never finished does not come back") {
  MemoryFileSystem disk;
  const auto wanted = request({stack("dev/a", {"1"})});
  CHECK(run(wanted, disk).empty());
  const auto good = disk.files;
  disk.files["work/.out.aurora-iac-new/dev/b/f0.tf.json"] = "{";
  CHECK(run(wanted, disk).empty());
  CHECK(disk.files == good);
}

TEST_CASE("on a disk, what stays keeps its time, its permissions and its links") {
  Scratch scratch;
  RealFileSystem disk;
  const auto out = scratch / "deep/out";
  CHECK(run(request({stack("dev/a", {"1", "2"}), stack("dev/b", {"3"})}, out), disk).empty());
  const auto old = fs::file_time_type::clock::now() - std::chrono::hours(5);
  fs::last_write_time(out + "/dev/a/f0.tf.json", old);
  fs::create_directories(out + "/dev/a/.terraform/empty");
  std::ofstream(out + "/dev/a/.terraform/tool") << "x";
  fs::permissions(out + "/dev/a/.terraform/tool", fs::perms::owner_all);
  fs::permissions(out + "/dev/a/.terraform", fs::perms::owner_all);
  fs::create_symlink("nowhere", out + "/dev/link");
  fs::create_directory_symlink("a", out + "/dev/folder_link");

  CHECK(run(request({stack("dev/a", {"1", "changed"})}, out), disk).empty());
  CHECK(slurp(out + "/dev/a/f1.tf.json") == notice + "changed");
  CHECK(fs::last_write_time(out + "/dev/a/f0.tf.json") == old);
  CHECK_FALSE(fs::exists(out + "/dev/b"));
  CHECK(fs::is_directory(out + "/dev/a/.terraform/empty"));
  CHECK(fs::status(out + "/dev/a/.terraform/tool").permissions() == fs::perms::owner_all);
  CHECK(fs::status(out + "/dev/a/.terraform").permissions() == fs::perms::owner_all);
  CHECK(fs::read_symlink(out + "/dev/link") == "nowhere");
  CHECK(fs::read_symlink(out + "/dev/folder_link") == "a");
  CHECK(names_in(scratch / "deep") == std::vector<std::string>{"out"});

  const auto inode = fs::last_write_time(out);
  CHECK(run(request({stack("dev/a", {"1", "changed"})}, out), disk).empty());
  CHECK(fs::last_write_time(out) == inode);
}

TEST_CASE("an output folder may be a link to one, but nothing is written through links inside") {
  Scratch scratch;
  RealFileSystem disk;
  fs::create_directories(scratch / "real");
  fs::create_directories(scratch / "elsewhere");
  fs::create_directory_symlink(scratch / "real", scratch / "out");
  CHECK(run(request({stack("dev/a", {"1"})}, scratch / "out"), disk).empty());
  CHECK(fs::is_symlink(scratch / "out"));
  CHECK(fs::exists(scratch / "real/dev/a/f0.tf.json"));

  fs::create_directory_symlink(scratch / "elsewhere", scratch / "real/prod");
  CHECK(run(request({stack("dev/a", {"1"}), stack("prod/a", {"2"})}, scratch / "out"), disk) == std::vector<int>{1801});
  CHECK(fs::is_empty(scratch / "elsewhere"));
}

TEST_CASE("a folder that holds the working directory is refused") {
  Scratch scratch;
  RealFileSystem disk;
  const auto before = fs::current_path();
  fs::create_directories(scratch / "out/inside");
  fs::current_path(scratch / "out/inside");
  CHECK(run(request({stack("dev/a", {"1"})}, ".."), disk) == std::vector<int>{1806});
  fs::current_path(before);
}

TEST_CASE("a manifest that cannot be read is the only thing that is said, and by plan as by emit") {
  MemoryFileSystem disk;
  CHECK(run(request({stack("dev/a", {"1"})}), disk).empty());
  disk.files.erase("work/out/stacks.json");
  disk.files["work/out/stacks.json/in-its-place"] = "";
  const auto before = disk.files;
  auto wanted = request({stack("dev/a", {"2"})});
  for (const bool force : {false, true}) {
    wanted.force = force;
    CHECK(run(wanted, disk) == std::vector<int>{1001});
  }
  CHECK(disk.files == before);
  Diagnostics diagnostics;
  CHECK(read_output("work/out", disk, diagnostics).empty());
  REQUIRE(diagnostics.sorted().size() == 1);
  CHECK(diagnostics.sorted()[0].code == 1001);
}

TEST_CASE("what emit would write again is counted, to the byte") {
  MemoryFileSystem disk;
  const std::vector<tf::StackFiles> stacks{stack("dev/a", {"1", "2"}), stack("dev/b", {"3"})};
  CHECK(run(request(stacks), disk).empty());
  const auto count = [&](const std::vector<tf::StackFiles>& after) {
    Diagnostics ignored;
    return count_other_files("work/out", "p", read_output("work/out", disk, ignored), after, disk);
  };
  CHECK(count(stacks) == 0);
  CHECK(count({stacks[0]}) == 2);  // a file that goes, and the manifest
  disk.files["work/out/dev/a/f0.tf.json"] += "\n";
  CHECK(count(stacks) == 1);
  disk.files.erase("work/out/dev/b/f0.tf.json");
  CHECK(count(stacks) == 2);
  disk.files["work/out/stacks.json"] += "\n";
  CHECK(count(stacks) == 3);
}

namespace {

tf::StackFiles with_providers(std::string name, const std::string& providers, std::string renamed_from = {}) {
  tf::StackFiles made{
      std::move(name), {}, {{"versions.tf.json", R"({"terraform": {"required_providers": {)" + providers + "}}}"}}};
  made.renamed_from = std::move(renamed_from);
  return made;
}

}  // namespace

TEST_CASE("a stack stays on the cloud that it was made on") {
  struct Row {
    std::string before, after, message;
  };
  const std::vector<Row> rows{
      {R"("azurerm": {})", R"("azurerm": {})", ""},
      {R"("azurerm": {})", R"("aws": {})", "stack `x` was made on `azure`, and is now to be on `aws`"},
      {R"("azurerm": {}, "random": {})", R"("azurerm": {})", ""},
      {R"("aws": {}, "google": {})", R"("aws": {}, "azurerm": {})",  // a link
       "stack `x` was made on `aws` and `gcp`, and is now to be on `aws` and `azure`"},
      {R"("aws": {})", R"("aws": {}, "azurerm": {})", ""},  // nothing is left behind
      {R"("openstack": {}, "random": {})", R"("openstack": {})", ""},
      {R"("openstack": {})", R"("aws": {})", "stack `x` was made on `openstack`, and is now to be on `aws`"},
      {R"("google": {})", R"("openstack": {})", "stack `x` was made on `gcp`, and is now to be on `openstack`"},
      {"", R"("aws": {})", ""}};
  for (const auto& row : rows) {
    INFO(row.before << " -> " << row.after);
    for (const bool renamed : {false, true}) {
      Diagnostics diagnostics;
      check_clouds({with_providers("x", row.before)},
                   {renamed ? with_providers("y", row.after, "x") : with_providers("x", row.after)}, "out",
                   diagnostics);
      CHECK(diagnostics.has_errors() == !row.message.empty());
      for (const auto& one : diagnostics.sorted()) CHECK(one.message.starts_with(row.message));
    }
  }
}
