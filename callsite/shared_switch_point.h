// A switch point that stands on no heap object: shared by handles, links and whoever may invalidate
// it.
//
// When nobody can invalidate it any more its assumption holds for ever: dependents are let go.
// References may be held by any thread, but as long as the point is valid the last one is dropped
// by the isolate's own.
#ifndef KRAIT_CALLSITE_SHARED_SWITCH_POINT_H_
#define KRAIT_CALLSITE_SHARED_SWITCH_POINT_H_

#include "callsite/handle_resource.h"
#include "callsite/switch_point.h"

namespace krait::callsite {

class SharedSwitchPoint final : public HandleResource {
 public:
  SwitchPoint& point() { return point_; }
  bool valid() const { return point_.valid(); }
  void Invalidate() { point_.Invalidate(); }

 private:
  ~SharedSwitchPoint() override { point_.LetGo(); }

  SwitchPoint point_;
};

using SwitchPointRef = ResourceRef<SharedSwitchPoint>;

inline SwitchPointRef NewSwitchPoint() { return SwitchPointRef(new SharedSwitchPoint); }

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_SHARED_SWITCH_POINT_H_
