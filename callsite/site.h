// Call sites with a target: places in a program whose behaviour is a handle that may be exchanged.
//
//   ConstantSite   its target never changes: compiled code inlines it
//   MutableSite    inlined too; SetTarget installs the new target, then fires the site's switch
//   point VolatileSite   its target is loaded at each invocation: for targets that change all the
//   time LinkedSite     its target is what a linker found (linked_site.h)
//
// A site is owned by whoever declares it. Its dynamic invoker, a handle that does what the site
// does now and later, refers to it weakly: invoking it after the site died is an error. (So a
// function that calls itself through its site is no cycle of ownership.)
#ifndef KRAIT_CALLSITE_SITE_H_
#define KRAIT_CALLSITE_SITE_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "callsite/handle_resource.h"
#include "callsite/method_handle.h"
#include "callsite/switch_point.h"

namespace krait::callsite {

class InvocationContext;
class Site;

// What handles know of a site.
class SiteCell final : public HandleResource {
 public:
  explicit SiteCell(Site* site) : site_(site) {}
  Site* site() const { return site_; }

 private:
  friend class Site;
  Site* site_;
};

class Site {
 public:
  enum class Kind : uint8_t { kConstant, kMutable, kVolatile, kLinked };

  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  Kind kind() const { return kind_; }
  const MethodType* type() const { return type_; }
  HandleTable& table() const { return table_; }

  // What an invocation does now, as a graph.
  virtual HandleRef Target() = 0;
  // Fires after a new target was installed. Never, for constant and volatile sites.
  SwitchPoint& target_point() { return target_point_; }

  // Arguments and result are words of the site's type. False: an error is pending.
  virtual bool InvokeWords(InvocationContext& context, const uint64_t* arguments,
                           uint64_t* result) = 0;

  // A handle of the site's type.
  HandleRef DynamicInvoker();

  // Invoke<double>(context, x, y): see typed_invocation.h.
  template <typename R, typename... A>
  absl::StatusOr<R> Invoke(InvocationContext& context, A... arguments);

 protected:
  Site(HandleTable& table, const MethodType* type, Kind kind);
  ~Site();

  void TargetChanged() { target_point_.Fire(); }

 private:
  HandleTable& table_;
  const MethodType* type_;
  Kind kind_;
  SwitchPoint target_point_;
  ResourceRef<SiteCell> cell_;  // made by the first dynamic invoker
};

class ConstantSite final : public Site {
 public:
  explicit ConstantSite(HandleRef target);
  HandleRef Target() override { return target_; }
  bool InvokeWords(InvocationContext& context, const uint64_t* arguments,
                   uint64_t* result) override;

 private:
  const HandleRef target_;
};

class MutableSite final : public Site {
 public:
  explicit MutableSite(HandleRef target);
  HandleRef Target() override { return target_; }
  const HandleRef& target() const { return target_; }
  // InvalidArgument: the type is not the site's.
  absl::Status SetTarget(HandleRef target);
  bool InvokeWords(InvocationContext& context, const uint64_t* arguments,
                   uint64_t* result) override;

 private:
  HandleRef target_;
};

class VolatileSite final : public Site {
 public:
  explicit VolatileSite(HandleRef target);
  HandleRef Target() override { return target_; }
  absl::Status SetTarget(HandleRef target);
  bool InvokeWords(InvocationContext& context, const uint64_t* arguments,
                   uint64_t* result) override;

 private:
  HandleRef target_;
};

// What compiled code calls for kInvokeSite where it does not inline the target.
bool InvokeSiteSlow(InvocationContext* context, const MethodHandle* invoker,
                    const uint64_t* arguments, uint64_t* result);

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_SITE_H_
