// Linkers that plug-ins bring along.
//
// A plug-in derives from LinkerExporter; the program registers what it has loaded, however it
// loads, and builds its DynamicLinker with the linkers of all of them:
//
//   LinkerPlugins plugins;
//   plugins.Register("points", "libpoints.so", std::make_unique<PointsExporter>());
//   options.linkers = plugins.Linkers(table);
//   ... plugins.reports() says what each gave, and what became of it
//
// A broken plug-in breaks nothing else. One that cannot export, or exports nothing or null, is left
// out. A linker whose answer cannot be used (a handle that does not convert to the site's type,
// say) or whose error is Internal is passed over: the next linker is asked. Any other error is an
// answer about the operation; it goes on, with the plug-in's name in front. All of it stands in the
// reports.
#ifndef KRAIT_CALLSITE_LINKER_PLUGINS_H_
#define KRAIT_CALLSITE_LINKER_PLUGINS_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "callsite/linker.h"

namespace krait::callsite {

class LinkerExporter {
 public:
  virtual ~LinkerExporter() = default;
  // Linkers for one table, by priority. Asked once for every DynamicLinker.
  virtual absl::StatusOr<std::vector<std::unique_ptr<Linker>>> Export(HandleTable& table) = 0;
};

struct PluginReport {
  std::string name;
  std::string location;  // where it comes from: a library, a file, a line
  int linkers = 0;       // what it gave
  uint64_t asked = 0;
  uint64_t linked = 0;    // operations that it linked
  uint64_t refused = 0;   // that it said cannot be linked
  uint64_t failures = 0;  // exports and answers that could not be used
  // Of those, the last, and the site it was for ("" for an export).
  absl::Status last_failure = {};
  std::string failed_at = {};
};

// Must outlive the linkers that it gave.
class LinkerPlugins {
 public:
  LinkerPlugins() = default;
  LinkerPlugins(const LinkerPlugins&) = delete;
  LinkerPlugins& operator=(const LinkerPlugins&) = delete;

  // InvalidArgument: there is no exporter. AlreadyExists: there is one of that name.
  absl::Status Register(std::string_view name, std::string_view location,
                        std::unique_ptr<LinkerExporter> exporter);

  // The linkers of all plug-ins, in the order in which those were registered.
  std::vector<std::unique_ptr<Linker>> Linkers(HandleTable& table);

  std::vector<PluginReport> reports() const;

 private:
  struct Plugin {
    std::unique_ptr<LinkerExporter> exporter;
    PluginReport report;

    void Failed(absl::Status status, std::string site);
  };
  class Watched;

  std::deque<Plugin> plugins_;  // linkers refer to theirs
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_LINKER_PLUGINS_H_
