// What a linker answers: do this (handle), while that holds (guard, switch points).
//
// A guard is a test on the operands at each invocation; a switch point is an assumption that costs
// nothing until it is invalidated. An entry of a call site is a guarded invocation: at once the
// inline cache, the profile, and what the compiler inlines.
#ifndef KRAIT_CALLSITE_GUARDED_INVOCATION_H_
#define KRAIT_CALLSITE_GUARDED_INVOCATION_H_

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "callsite/method_handle.h"
#include "callsite/property_cell.h"
#include "callsite/shared_switch_point.h"
#include "callsite/switch_point.h"
#include "gc/header.h"
#include "gc/value.h"

namespace krait::callsite {

// The class of a word as guards see it: the shape of a heap object; small ints, floats and each
// immediate have pseudo shapes above all real ones.
inline constexpr ShapeId kIntWord = 0xFFFFFFF0;
inline constexpr ShapeId kFloatWord = 0xFFFFFFF1;
inline constexpr ShapeId kBoolWord = 0xFFFFFFF2;
inline constexpr ShapeId kOtherWord = 0xFFFFFFF3;  // None, Ellipsis, NotImplemented
inline constexpr ShapeId kNoShape = 0xFFFFFFFF;    // matches nothing

inline ShapeId ShapeOf(Value v) {
  if (v.IsHeap()) return v.AsHeap()->shape;
  if (v.IsInt()) return kIntWord;
  if (v.IsDouble()) return kFloatWord;
  return v.IsBool() ? kBoolWord : kOtherWord;
}

inline bool IsOfShape(Value v, ShapeId shape) { return v.IsHeap() && v.AsHeap()->shape == shape; }

struct Parameter;

struct Guard {
  enum class Kind : uint8_t {
    kAlways,     // no test: switch points say it all
    kShape,      // ShapeOf(receiver) == shape
    kShapePair,  // and ShapeOf(second operand) == second
    kIdentity,   // receiver is `object`
    kTest,       // GuardedInvocation::test decides; never matches by itself
  };

  Kind kind = Kind::kAlways;
  ShapeId shape = kNoShape;
  ShapeId second = kNoShape;
  Value object = Value();

  static Guard Always() { return {}; }
  static Guard Shape(ShapeId shape) { return {Kind::kShape, shape, kNoShape, Value()}; }
  static Guard Shapes(ShapeId a, ShapeId b) { return {Kind::kShapePair, a, b, Value()}; }
  static Guard Identity(Value object) { return {Kind::kIdentity, kNoShape, kNoShape, object}; }

  bool Matches(Value receiver, Value operand) const {
    switch (kind) {
      case Kind::kAlways:
        return true;
      case Kind::kShape:
        return ShapeOf(receiver) == shape;
      case Kind::kShapePair:
        return ShapeOf(receiver) == shape && ShapeOf(operand) == second;
      case Kind::kIdentity:
        return receiver == object;
      case Kind::kTest:
        return false;
    }
    return false;
  }
  std::string ToString() const;
};

struct GuardedInvocation {
  Guard guard;
  HandleRef handle;
  // Cells whose switch points the link depends on. They stand on the heap: until the invocation is
  // installed in a site, its maker keeps them alive by other means.
  std::vector<PropertyCell*> cells = {};
  // Switch points that stand on no heap object.
  std::vector<SwitchPointRef> points = {};
  // A further test on the leading arguments, (A...)bool, or null.
  HandleRef test = HandleRef();
  // The code of an error by which the handle says that it does not apply after all, or 0: that
  // error is taken, and the fallback is invoked; a site links again.
  int32_t refusal = 0;

  bool HasBeenInvalidated() const;
  GuardedInvocation& AddSwitchPoint(SwitchPointRef point) {
    points.push_back(std::move(point));
    return *this;
  }
  // The whole as one handle: the handle while guard and test hold, no point fired, and it does not
  // refuse, else `fallback`. Only of points, not of cells: those are for sites to depend on.
  absl::StatusOr<HandleRef> Compose(const HandleRef& fallback) const;
  // The handle, with `fallback` in place of its refusal.
  absl::StatusOr<HandleRef> OrElse(const HandleRef& fallback) const;
  // Guard and test as one handle, or null when there is neither.
  absl::StatusOr<HandleRef> ComposedTest() const;

  // The same with the handle, and the test as far as it reaches, adapted. The guard looks at the
  // first argument or two; where those change it must be kAlways.
  absl::StatusOr<GuardedInvocation> AsType(const MethodType* type) const;
  absl::StatusOr<GuardedInvocation> FilterArguments(int position,
                                                    std::span<const HandleRef> filters) const;
  absl::StatusOr<GuardedInvocation> DropArguments(int position,
                                                  std::span<const Parameter> dropped) const;
  GuardedInvocation ReplaceMethods(HandleRef new_handle, HandleRef new_test) const;
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_GUARDED_INVOCATION_H_
