#include "callsite/switch_point.h"

namespace krait::callsite {

void Dependency::Attach(SwitchPoint& to, Dependent& from) {
  point = &to;
  dependent = &from;
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
    point->word_ = reinterpret_cast<uintptr_t>(next) | (point->word_ & SwitchPoint::kInvalidated);
  }
  point = nullptr;
}

// Each round takes the head off the list, so that a dependent may detach any of its dependencies
// while it is being told, or die.
void SwitchPoint::TellAll() {
  while (Dependency* first = head()) {
    Dependent* dependent = first->dependent;
    first->Detach();
    dependent->OnInvalidated(*this);
  }
}

void SwitchPoint::Fire() {
  word_ |= kInvalidated;
  TellAll();
  word_ = 0;
}

void SwitchPoint::FireAll(std::span<SwitchPoint* const> points) {
  for (SwitchPoint* point : points) point->word_ |= kInvalidated;
  for (SwitchPoint* point : points) point->TellAll();
  for (SwitchPoint* point : points) point->word_ = 0;
}

void SwitchPoint::LetGo() {
  while (Dependency* first = head()) {
    first->Detach();
    first->dependent = nullptr;
  }
}

void SwitchPoint::Invalidate() {
  word_ |= kInvalidated;
  TellAll();
}

void SwitchPoint::InvalidateAll(std::span<SwitchPoint* const> points) {
  for (SwitchPoint* point : points) point->word_ |= kInvalidated;
  for (SwitchPoint* point : points) point->TellAll();
}

void DeferredInvalidation::Flush() {
  SwitchPoint::InvalidateAll(invalidated_);
  SwitchPoint::FireAll(fired_);
  invalidated_.clear();
  fired_.clear();
}

}  // namespace krait::callsite
