// Call sites with a target: places in a program whose behaviour is a handle that may be exchanged.
//
//   ConstantSite   its target never changes: compiled code inlines it
//   MutableSite    inlined too; SetTarget installs the new target, then fires the site's point
//   VolatileSite   its target is loaded at each invocation: for targets that change all the time
//   LinkedSite     its target is what a linker found (linked_site.h)
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
#include "callsite/method_type.h"
#include "callsite/switch_point.h"

namespace krait::callsite {

class InvocationContext;
class Site;

// What handles and their dependents know of a site. Made when the first of them asks.
class SiteCell final : public HandleResource {
 public:
  explicit SiteCell(Site* site) : site_(site) {}
  // Null: the site died.
  Site* site() const { return site_; }

 private:
  friend class Site;
  ~SiteCell() override { target_point_.LetGo(); }

  Site* site_;
  SwitchPoint target_point_;
};

template <typename R>
struct OutcomeOf {
  using Type = absl::StatusOr<R>;
};
template <>
struct OutcomeOf<void> {
  using Type = absl::Status;
};

class Site {
 public:
  enum class Kind : uint8_t { kConstant, kMutable, kVolatile, kLinked };

  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  Kind kind() const { return kind_; }
  const MethodType* type() const { return type_; }
  HandleTable& table() const { return *type_->table().handles(); }

  // What an invocation does now, as a graph.
  virtual HandleRef Target() = 0;
  // Fires after a new target was installed. Never, for constant and volatile sites.
  SwitchPoint& target_point() { return cell()->target_point_; }

  // Arguments and result are words of the site's type. False: an error is pending.
  virtual bool InvokeWords(InvocationContext& context, const uint64_t* arguments,
                           uint64_t* result) = 0;

  // A handle of the site's type.
  HandleRef DynamicInvoker() { return Invoker(0); }

  // Visits the values in the target, for whoever owns the site: a site is no root, nor is a handle.
  virtual void Trace(gc::Marker& marker) const = 0;

  // Invoke<double>(x, y), in the table's context: see typed_invocation.h.
  template <typename R, typename... A>
  typename OutcomeOf<R>::Type Invoke(A... arguments);

 protected:
  // `number` is the subclass's own.
  Site(const MethodType* type, Kind kind, uint32_t number = 0)
      : type_(type), kind_(kind), number_(number) {}
  ~Site();

  uint32_t number() const { return number_; }

  void TargetChanged() {
    if (cell_) cell_->target_point_.Fire();
  }

  // See kInvokeSite.
  HandleRef Invoker(int32_t index);

 private:
  SiteCell* cell();

  const MethodType* type_;
  ResourceRef<SiteCell> cell_;
  Kind kind_;
  uint32_t number_;
};

class ConstantSite final : public Site {
 public:
  explicit ConstantSite(HandleRef target);
  HandleRef Target() override { return target_; }
  void Trace(gc::Marker& marker) const override { target_->Trace(marker); }
  bool InvokeWords(InvocationContext& context, const uint64_t* arguments,
                   uint64_t* result) override;

 private:
  const HandleRef target_;
};

class MutableSite final : public Site {
 public:
  explicit MutableSite(HandleRef target);
  HandleRef Target() override { return target_; }
  void Trace(gc::Marker& marker) const override { target_->Trace(marker); }
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
  void Trace(gc::Marker& marker) const override { target_->Trace(marker); }
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
