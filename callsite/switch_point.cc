#include "callsite/switch_point.h"

namespace krait::callsite {

void Dependency::Attach(SwitchPoint& to, Dependent& from, HeapObject* in) {
  point = &to;
  dependent = &from;
  holder = in;
  previous = nullptr;
  next = to.head();
  if (next != nullptr) next->previous = this;
  to.word_ = reinterpret_cast<uintptr_t>(this);
}

void Dependency::Detach() {
  if (point == nullptr) return;
  if (next != nullptr) next->previous = previous;
  if (previous != nullptr) {
    previous->next = next;
  } else {
    point->word_ = reinterpret_cast<uintptr_t>(next);
  }
  point = nullptr;
}

// Each round takes the head off the list, so that a dependent may detach any of its dependencies
// while it is being told.
void SwitchPoint::Fire() {
  while (Dependency* first = head()) {
    Dependent* dependent = first->dependent;
    first->Detach();
    dependent->OnInvalidated(*this);
  }
}

void SwitchPoint::LetGo() {
  while (Dependency* first = head()) {
    first->Detach();
    first->dependent = nullptr;
  }
}

void SwitchPoint::Invalidate() {
  if (!valid()) return;
  Fire();
  word_ = kInvalidated;
}

void SwitchPoint::InvalidateAll(std::span<SwitchPoint* const> points) {
  // A dependent detaches everything when it is told of the first of its points, so it is not on the
  // lists of the others any more.
  for (SwitchPoint* point : points) point->Invalidate();
}

}  // namespace krait::callsite
