// Switch points: assumptions that hold until they are invalidated, once.
//
// A valid switch point costs its dependents nothing: no check stands anywhere. Whoever relies on
// one registers a Dependency, and is told when it fires. Until then the whole switch point is one
// word.
//
//   word == 0            valid, nobody depends on it
//   word == pointer      valid, head of the list of dependencies (intrusive, doubly linked)
//   word == 1            invalidated
//   word == pointer | 1  being fired: invalid already, these have not been told yet
//
// Firing costs O(dependents of this point). No script or host code runs inside: a dependent drops
// what it derived from the assumption and links again when it is next used. Of a batch, all points
// are invalid before the first dependent is told, so each can drop everything at once: it is told
// once.
#ifndef KRAIT_CALLSITE_SWITCH_POINT_H_
#define KRAIT_CALLSITE_SWITCH_POINT_H_

#include <cstdint>
#include <span>
#include <vector>

namespace krait::callsite {

class SwitchPoint;

// Something derived from assumptions: a linked entry of a call site, compiled code.
class Dependent {
 public:
  // One of the dependent's switch points was invalidated; has_fired() tells of each of its
  // dependencies whether it was that one or another of the batch. The dependent detaches those, and
  // all that belonged to what it drops. Must not allocate on the heap, nor register anywhere.
  virtual void OnInvalidated(SwitchPoint& point) = 0;

 protected:
  ~Dependent() = default;
};

// One registration. Owned by the dependent; must be detached before it is freed. Where the point
// stands in a heap object, the dependent keeps that alive.
struct Dependency {
  Dependency* previous = nullptr;
  Dependency* next = nullptr;
  SwitchPoint* point = nullptr;    // null: detached
  Dependent* dependent = nullptr;  // null as well: let go, the assumption holds for ever

  bool has_fired() const;
  void Attach(SwitchPoint& to, Dependent& from);
  void Detach();
};

class SwitchPoint {
 public:
  bool valid() const { return (word_ & kInvalidated) == 0; }
  bool has_dependents() const { return word_ > kInvalidated; }

  // Valid -> invalidated; later calls do nothing.
  void Invalidate();
  // All at once: every dependent is told once, however many of the points it depends on.
  static void InvalidateAll(std::span<SwitchPoint* const> points);
  // Tells the dependents like Invalidate, but leaves the point valid: for a property cell, whose
  // next value is a new assumption under the same name.
  void Fire();
  static void FireAll(std::span<SwitchPoint* const> points);
  // Nobody can invalidate the point any more: its dependencies are ended, their dependents not
  // told.
  void LetGo();

 private:
  friend struct Dependency;
  static constexpr uintptr_t kInvalidated = 1;

  Dependency* head() const { return reinterpret_cast<Dependency*>(word_ & ~kInvalidated); }
  void TellAll();

  uintptr_t word_ = 0;
};

static_assert(sizeof(SwitchPoint) == 8);

inline bool Dependency::has_fired() const {
  return point == nullptr ? dependent != nullptr : !point->valid();
}

// Bulk rebinding (a module's import, a class body, a patch of many names): points that are added
// here are fired together when the scope ends. What was linked goes on working until then.
class DeferredInvalidation {
 public:
  DeferredInvalidation() = default;
  ~DeferredInvalidation() { Flush(); }
  DeferredInvalidation(const DeferredInvalidation&) = delete;
  DeferredInvalidation& operator=(const DeferredInvalidation&) = delete;

  // Each must live until the scope ends.
  void Invalidate(SwitchPoint& point) { invalidated_.push_back(&point); }
  void Fire(SwitchPoint& point) { fired_.push_back(&point); }
  void Flush();

 private:
  std::vector<SwitchPoint*> invalidated_;
  std::vector<SwitchPoint*> fired_;
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_SWITCH_POINT_H_
