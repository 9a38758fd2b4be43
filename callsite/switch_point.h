// Switch points: assumptions that hold until they are invalidated, once.
//
// A valid switch point costs its dependents nothing: no check stands anywhere. Whoever relies on one
// registers a Dependency, and is told when it fires. Until then the whole switch point is one word.
//
//   word == 0          valid, nobody depends on it
//   word == pointer    valid, head of the list of dependencies (intrusive, doubly linked)
//   word == 1          invalidated
//
// Firing costs O(dependents of this point). No script or host code runs inside: a dependent drops
// what it derived from the assumption and links again when it is next used.
#ifndef KRAIT_CALLSITE_SWITCH_POINT_H_
#define KRAIT_CALLSITE_SWITCH_POINT_H_

#include <cstdint>
#include <span>

#include "gc/header.h"

namespace krait::gc {
class Heap;
}

namespace krait::callsite {

class SwitchPoint;

// Something derived from assumptions: a linked entry of a call site, compiled code.
class Dependent {
 public:
  // One of the dependent's switch points was invalidated. Its dependencies are detached by the
  // dependent, at the latest before it registers new ones. Must not allocate on the heap.
  virtual void OnInvalidated(SwitchPoint& point) = 0;

 protected:
  ~Dependent() = default;
};

// One registration. Owned by the dependent; must be detached before it is freed. `holder` is the
// heap object in which the point stands (null: it is not on the heap): the dependent keeps it alive.
struct Dependency {
  Dependency* previous = nullptr;
  Dependency* next = nullptr;
  SwitchPoint* point = nullptr;    // null: detached
  Dependent* dependent = nullptr;  // null as well: let go, the assumption holds for ever
  HeapObject* holder = nullptr;

  bool has_fired() const { return point == nullptr && dependent != nullptr; }
  void Attach(SwitchPoint& to, Dependent& from, HeapObject* in);
  void Detach();
};

class SwitchPoint {
 public:
  bool valid() const { return word_ != kInvalidated; }
  bool has_dependents() const { return word_ > kInvalidated; }

  // Valid -> invalidated; later calls do nothing.
  void Invalidate();
  // All at once: every dependent is told once, however many of the points it depends on.
  static void InvalidateAll(std::span<SwitchPoint* const> points);
  // Tells the dependents like Invalidate, but leaves the point valid: for a property cell, whose
  // next value is a new assumption under the same name.
  void Fire();
  // Nobody can invalidate the point any more: its dependencies are ended, their dependents not told.
  void LetGo();

 private:
  friend struct Dependency;
  static constexpr uintptr_t kInvalidated = 1;

  Dependency* head() const {
    return has_dependents() ? reinterpret_cast<Dependency*>(word_) : nullptr;
  }

  uintptr_t word_ = 0;
};

static_assert(sizeof(SwitchPoint) == 8);

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_SWITCH_POINT_H_
