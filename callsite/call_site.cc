#include "callsite/call_site.h"

#include <utility>

#include "gc/heap.h"
#include "gc/marker.h"

namespace krait::callsite {

std::string Guard::ToString() const {
  auto name = [](ShapeId id) -> std::string {
    switch (id) {
      case kIntWord:
        return "int";
      case kFloatWord:
        return "float";
      case kBoolWord:
        return "bool";
      case kOtherWord:
        return "singleton";
      default:
        return "shape " + std::to_string(id);
    }
  };
  switch (kind) {
    case Kind::kAlways:
      return "always";
    case Kind::kShape:
      return name(shape);
    case Kind::kShapePair:
      return name(shape) + ", " + name(second);
    case Kind::kIdentity:
      return "identity";
  }
  return "";
}

void CallSite::Entry::Detach() {
  for (uint32_t i = 0; i < dependency_count; ++i) dependencies[i].Detach();
}

CallSite::~CallSite() {
  for (int i = 0; i < entry_count_; ++i) entries_[i].Detach();
}

bool CallSite::Link(gc::Heap& heap, GuardedInvocation invocation) {
  if (state_ == SiteState::kMegamorphic) return false;
  CountRelink();
  if (state_ == SiteState::kMegamorphic) return false;
  if (entry_count_ == kMaxEntries) {
    Reset();
    state_ = SiteState::kMegamorphic;
    return false;
  }
  // Most sites stay monomorphic: room for one first, for all four at the second.
  if (entry_count_ <= 1) {
    auto grown = std::make_unique<Entry[]>(entry_count_ == 0 ? 1 : kMaxEntries);
    if (entry_count_ == 1) grown[0] = std::move(entries_[0]);
    entries_ = std::move(grown);
  }
  Entry& entry = entries_[entry_count_++];
  entry.guard = invocation.guard;
  entry.handle = std::move(invocation.handle);
  entry.dependency_count = static_cast<uint32_t>(invocation.cells.size());
  if (entry.dependency_count > 0) {
    entry.dependencies = std::make_unique<Dependency[]>(entry.dependency_count);
    for (uint32_t i = 0; i < entry.dependency_count; ++i) {
      PropertyCell* cell = invocation.cells[i];
      entry.dependencies[i].Attach(cell->point, *this, cell);
    }
  } else {
    entry.dependencies.reset();
  }
  if (owner_ != nullptr && owner_->holder() != nullptr) heap.Barrier(owner_->holder());
  state_ = entry_count_ == 1 ? SiteState::kMonomorphic : SiteState::kPolymorphic;
  Refresh();
  return true;
}

void CallSite::LinkFailed() {
  if (state_ != SiteState::kMegamorphic) CountRelink();
}

void CallSite::CountRelink() {
  if (relinks_ < 255) ++relinks_;
  if (relinks_ <= kUnstableRelinks) return;
  Reset();
  if (was_reset_) {
    state_ = SiteState::kMegamorphic;
  } else {
    was_reset_ = true;
    relinks_ = 1;
  }
}

void CallSite::Reset() {
  for (int i = 0; i < entry_count_; ++i) {
    entries_[i].Detach();
    entries_[i] = Entry();
  }
  entry_count_ = 0;
  state_ = SiteState::kUnlinked;
  Refresh();
}

void CallSite::RemoveEntry(int i) {
  entries_[i].Detach();
  for (int k = i + 1; k < entry_count_; ++k) entries_[k - 1] = std::move(entries_[k]);
  entries_[--entry_count_] = Entry();
  state_ = entry_count_ == 0   ? SiteState::kUnlinked
           : entry_count_ == 1 ? SiteState::kMonomorphic
                               : SiteState::kPolymorphic;
}

void CallSite::OnInvalidated(SwitchPoint&) {
  if (invalidations_ < UINT16_MAX) ++invalidations_;
  // The dependency that fired has been detached: its entry is the one with a detached dependency.
  for (int i = entry_count_ - 1; i >= 0; --i) {
    for (uint32_t k = 0; k < entries_[i].dependency_count; ++k) {
      if (entries_[i].dependencies[k].has_fired()) {
        RemoveEntry(i);
        break;
      }
    }
  }
  Refresh();
}

void CallSite::Refresh() {
  cached_shape = cached_second = kNoShape;
  cached_word = 0;
  cached_index = 0;
  if (entry_count_ > 0) {
    const Entry& first = entries_[0];
    cached_shape = first.guard.shape;
    cached_second = first.guard.second;
    cached_index = first.handle->index();
    cached_word = first.handle->native() != nullptr
                      ? reinterpret_cast<uint64_t>(first.handle->native()->entry)
                      : first.handle->value().bits();
  }
  if (owner_ != nullptr) owner_->OnSiteChanged(*this);
}

void CallSite::Trace(gc::Marker& marker) const {
  for (int i = 0; i < entry_count_; ++i) {
    marker.Visit(entries_[i].guard.object);
    entries_[i].handle->Trace(marker);
    for (uint32_t k = 0; k < entries_[i].dependency_count; ++k) {
      marker.Visit(entries_[i].dependencies[k].holder);
    }
  }
}

void CallSite::Abandon() {
  for (int i = 0; i < entry_count_; ++i) entries_[i].dependency_count = 0;
}

std::string CallSite::ToString() const {
  static constexpr const char* kStates[] = {"unlinked", "monomorphic", "polymorphic",
                                            "megamorphic"};
  std::string text = kStates[static_cast<int>(state_)];
  for (int i = 0; i < entry_count_; ++i) {
    text += i == 0 ? ": " : " | ";
    text += "[" + entries_[i].guard.ToString() + "] " + entries_[i].handle->ToString();
    if (entries_[i].dependency_count > 0) {
      text += " (" + std::to_string(entries_[i].dependency_count) + " switch points)";
    }
  }
  if (relinks_ > 1) text += ", links " + std::to_string(relinks_);
  if (invalidations_ > 0) text += ", invalidated " + std::to_string(invalidations_);
  return text;
}

}  // namespace krait::callsite
