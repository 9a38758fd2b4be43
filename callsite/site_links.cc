#include "callsite/site_links.h"

#include <new>
#include <utility>

#include "gc/heap.h"
#include "gc/marker.h"

namespace krait::callsite {

SiteLinks::Entry* SiteLinks::Entry::New(const GuardedInvocation& invocation, SiteLinks& site) {
  const size_t count = invocation.cells.size() + invocation.points.size();
  auto* entry = new (::operator new(BytesFor(count))) Entry;
  const Guard& guard = invocation.guard;
  entry->handle = HandleRef(invocation.handle).Leak();
  entry->shape = guard.shape;
  entry->kind = guard.kind;
  entry->point_count = static_cast<uint8_t>(invocation.points.size());
  entry->cell_count = static_cast<uint16_t>(invocation.cells.size());
  entry->payload = guard.kind == Guard::Kind::kShapePair ? guard.second : guard.object.bits();
  if (guard.kind == Guard::Kind::kTest) {
    entry->payload = reinterpret_cast<uint64_t>(HandleRef(invocation.test).Leak());
  }
  Dependency* dependency = entry->dependencies();
  for (PropertyCell* cell : invocation.cells) {
    (new (dependency++) Dependency)->Attach(cell->point, site);
  }
  for (const SwitchPointRef& point : invocation.points) {
    (new (dependency++) Dependency)->Attach(point->point(), site);
  }
  return entry;
}

void SiteLinks::Entry::Delete() {
  for (int i = 0; i < dependency_count(); ++i) dependencies()[i].Detach();
  const HandleRef released = HandleRef::Adopt(handle);
  const HandleRef released_test = HandleRef::Adopt(test());
  ::operator delete(this);
}

bool SiteLinks::Entry::has_fired() const {
  for (int i = 0; i < dependency_count(); ++i) {
    if (dependencies()[i].has_fired()) return true;
  }
  return false;
}

// Keeps the entries given; whoever calls has taken the others.
void SiteLinks::SetEntries(Entry* const* entries, int count) {
  Entry* kept[kMaxEntries] = {};
  for (int i = 0; i < count; ++i) kept[i] = entries[i];
  if (entry_count_ > 1) ::operator delete(many_);
  entry_count_ = static_cast<uint8_t>(count);
  if (count <= 1) {
    one_ = count == 1 ? kept[0] : nullptr;
  } else {
    many_ = static_cast<Entry**>(::operator new(sizeof(Entry*) * kMaxEntries));
    for (int i = 0; i < count; ++i) many_[i] = kept[i];
  }
  state_ = count == 0   ? SiteState::kUnlinked
           : count == 1 ? SiteState::kMonomorphic
                        : SiteState::kPolymorphic;
}

SiteLinks::~SiteLinks() { DeleteAll(); }

void SiteLinks::DeleteAll() {
  Entry* dying[kMaxEntries];
  const int count = entry_count_;
  for (int i = 0; i < count; ++i) dying[i] = entry(i);
  SetEntries(nullptr, 0);
  for (int i = 0; i < count; ++i) dying[i]->Delete();
}

bool SiteLinks::Link(const GuardedInvocation& invocation) {
  if (state_ == SiteState::kMegamorphic) return false;
  CountRelink();
  if (state_ == SiteState::kMegamorphic || invocation.HasBeenInvalidated()) return false;
  if (invocation.cells.size() > kMaxCells || invocation.points.size() > kMaxPoints) return false;
  if (entry_count_ == kMaxEntries) {
    Reset();
    state_ = SiteState::kMegamorphic;
    return false;
  }
  Entry* entries[kMaxEntries] = {};
  int count = 0;
  for (; count < entry_count_; ++count) entries[count] = entry(count);
  entries[count++] = Entry::New(invocation, *this);
  SetEntries(entries, count);
  OnLinksChanged();
  return true;
}

void SiteLinks::LinkFailed() {
  if (state_ != SiteState::kMegamorphic) CountRelink();
}

void SiteLinks::CountRelink() {
  if (relinks_ < UINT8_MAX) ++relinks_;
  if (lifetime_links_ < UINT16_MAX) ++lifetime_links_;
  const bool worn_out = lifetime_links_ > kLifetimeLinks;
  if (relinks_ <= unstable_relinks() && !worn_out) return;
  Reset();
  if (was_reset_ || worn_out) {
    state_ = SiteState::kMegamorphic;
  } else {
    was_reset_ = true;
    relinks_ = 1;
  }
}

void SiteLinks::Reset() {
  DeleteAll();
  OnLinksChanged();
}

template <typename Predicate>
int SiteLinks::RemoveEntries(Predicate&& is_removed) {
  Entry* kept[kMaxEntries] = {};
  Entry* removed[kMaxEntries];
  int kept_count = 0;
  int removed_count = 0;
  for (int i = 0; i < entry_count_; ++i) {
    if (is_removed(*entry(i))) {
      removed[removed_count++] = entry(i);
    } else {
      kept[kept_count++] = entry(i);
    }
  }
  if (removed_count == 0) return 0;
  SetEntries(kept, kept_count);
  for (int i = 0; i < removed_count; ++i) removed[i]->Delete();
  OnLinksChanged();
  return removed_count;
}

void SiteLinks::OnInvalidated(SwitchPoint&) {
  if (invalidations_ < UINT16_MAX) ++invalidations_;
  if (RemoveEntries([](const Entry& e) { return e.has_fired(); }) == 0) OnLinksChanged();
}

bool SiteLinks::Entry::has_dead(const gc::Heap& heap) const {
  auto is_dead = [&](Value v) { return v.IsHeap() && !heap.IsLive(v.AsHeap()); };
  if (kind == Guard::Kind::kIdentity && is_dead(Value::FromBits(payload))) return true;
  if (IsRuntimeLeaf(handle->kind()) && is_dead(handle->value())) return true;
  for (int i = 0; i < cell_count; ++i) {
    const PropertyCell* held = cell(i);
    if (held != nullptr && !heap.IsLive(held)) return true;
  }
  return false;
}

void SiteLinks::DropDead(const gc::Heap& heap) {
  const int dropped = RemoveEntries([&](const Entry& e) { return e.has_dead(heap); });
  // It is not the program that makes the site link again.
  relinks_ = static_cast<uint8_t>(dropped < relinks_ ? relinks_ - dropped : 0);
}

void SiteLinks::TraceComposed(gc::Marker& marker) const {
  for (int i = 0; i < entry_count_; ++i) {
    const Entry& e = *entry(i);
    if (e.test() != nullptr) e.test()->Trace(marker);
    if (!IsRuntimeLeaf(e.handle->kind())) e.handle->Trace(marker);
  }
}

void SiteLinks::Trace(gc::Marker& marker) const {
  for (int i = 0; i < entry_count_; ++i) {
    const Entry& e = *entry(i);
    if (e.kind == Guard::Kind::kIdentity) marker.Visit(Value::FromBits(e.payload));
    if (e.test() != nullptr) e.test()->Trace(marker);
    e.handle->Trace(marker);
    for (int k = 0; k < e.cell_count; ++k) marker.Visit(e.cell(k));
  }
}

void SiteLinks::Abandon() {
  for (int i = 0; i < entry_count_; ++i) entry(i)->cell_count = entry(i)->point_count = 0;
}

size_t SiteLinks::EntryBytes() const {
  size_t bytes = entry_count_ > 1 ? sizeof(Entry*) * kMaxEntries : 0;
  for (int i = 0; i < entry_count_; ++i) {
    bytes += Entry::BytesFor(static_cast<size_t>(entry(i)->dependency_count()));
  }
  return bytes;
}

std::string SiteLinks::ToString() const {
  static constexpr const char* kStates[] = {"unlinked", "monomorphic", "polymorphic",
                                            "megamorphic"};
  std::string text = kStates[static_cast<int>(state_)];
  for (int i = 0; i < entry_count_; ++i) {
    text += i == 0 ? ": " : " | ";
    text += "[" + guard(i).ToString() + "] " + handle(i)->ToString();
    if (dependency_count(i) > 0) {
      text += " (" + std::to_string(dependency_count(i)) + " switch points)";
    }
  }
  if (relinks_ > 1) text += ", links " + std::to_string(relinks_);
  if (invalidations_ > 0) text += ", invalidated " + std::to_string(invalidations_);
  return text;
}

}  // namespace krait::callsite
