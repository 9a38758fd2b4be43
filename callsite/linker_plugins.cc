#include "callsite/linker_plugins.h"

#include <algorithm>
#include <utility>

namespace krait::callsite {

void LinkerPlugins::Plugin::Failed(absl::Status status, std::string site) {
  ++report.failures;
  report.last_failure = std::move(status);
  report.failed_at = std::move(site);
}

// A plug-in's linker, between it and the rest.
class LinkerPlugins::Watched final : public Linker {
 public:
  Watched(Plugin& plugin, std::unique_ptr<Linker> linker)
      : plugin_(plugin), linker_(std::move(linker)) {}

  absl::StatusOr<GuardedInvocation> Link(const LinkRequest& request,
                                         LinkerServices& services) override {
    ++plugin_.report.asked;
    absl::StatusOr<GuardedInvocation> answer = linker_->Link(request, services);
    if (answer.ok() && !answer->handle) return answer;
    absl::Status unusable = Unusable(answer, request, services);
    if (!unusable.ok()) {
      plugin_.Failed(std::move(unusable), SiteOf(request));
      return GuardedInvocation();
    }
    ++(answer.ok() ? plugin_.report.linked : plugin_.report.refused);
    if (answer.ok()) return answer;
    return absl::Status(answer.status().code(), "plug-in " + plugin_.report.name + ": " +
                                                    std::string(answer.status().message()));
  }

 private:
  static absl::Status Unusable(const absl::StatusOr<GuardedInvocation>& answer,
                               const LinkRequest& request, LinkerServices& services) {
    if (!answer.ok()) return absl::IsInternal(answer.status()) ? answer.status() : absl::OkStatus();
    const HandleRef& handle = answer->handle;
    if (&handle->table() != &services.table()) {
      return absl::InvalidArgumentError("the handle is of another table");
    }
    if (handle->type() == nullptr) {
      return absl::InvalidArgumentError("'" + handle->ToString() + "' cannot be invoked by itself");
    }
    if (std::count(answer->points.begin(), answer->points.end(), SwitchPointRef()) != 0) {
      return absl::InvalidArgumentError("a switch point is null");
    }
    return services.AsType(handle, request.descriptor().type).status();
  }

  static std::string SiteOf(const LinkRequest& request) {
    const CallDescriptor& descriptor = request.descriptor();
    const std::string_view location = descriptor.linker.linked_site_location();
    return descriptor.ToString() + (location.empty() ? "" : " at " + std::string(location));
  }

  Plugin& plugin_;
  const std::unique_ptr<Linker> linker_;
};

absl::Status LinkerPlugins::Register(std::string_view name, std::string_view location,
                                     std::unique_ptr<LinkerExporter> exporter) {
  const std::string known(name);
  if (exporter == nullptr) return absl::InvalidArgumentError("plug-in " + known + " is null");
  for (const Plugin& plugin : plugins_) {
    if (plugin.report.name != name) continue;
    return absl::AlreadyExistsError("plug-in " + known + " of " + std::string(location) +
                                    " is registered already, of " + plugin.report.location);
  }
  plugins_.push_back(
      {std::move(exporter), PluginReport{.name = known, .location = std::string(location)}});
  return absl::OkStatus();
}

std::vector<std::unique_ptr<Linker>> LinkerPlugins::Linkers(HandleTable& table) {
  std::vector<std::unique_ptr<Linker>> all;
  for (Plugin& plugin : plugins_) {
    absl::StatusOr<std::vector<std::unique_ptr<Linker>>> given = plugin.exporter->Export(table);
    if (!given.ok()) {
      plugin.Failed(given.status(), "");
      continue;
    }
    if (given->empty()) plugin.Failed(absl::NotFoundError("exports no linkers"), "");
    for (std::unique_ptr<Linker>& linker : *given) {
      if (linker == nullptr) {
        plugin.Failed(absl::InvalidArgumentError("exports a null linker"), "");
        continue;
      }
      ++plugin.report.linkers;
      all.push_back(std::make_unique<Watched>(plugin, std::move(linker)));
    }
  }
  return all;
}

std::vector<PluginReport> LinkerPlugins::reports() const {
  std::vector<PluginReport> reports;
  for (const Plugin& plugin : plugins_) reports.push_back(plugin.report);
  return reports;
}

}  // namespace krait::callsite
