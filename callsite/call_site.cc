#include "callsite/call_site.h"

#include <new>
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
    case Kind::kTest:
      return "test";
  }
  return "";
}

int SiteOwner::unstable_relinks() const { return CallSite::kUnstableRelinks; }

CallSite::Entry* CallSite::Entry::New(const GuardedInvocation& invocation, CallSite& site) {
  const size_t count = invocation.cells.size() + invocation.points.size();
  auto* entry = new (::operator new(sizeof(Entry) + count * sizeof(Dependency))) Entry;
  const Guard& guard = invocation.guard;
  entry->handle = HandleRef(invocation.handle).Leak();
  entry->shape = guard.shape;
  entry->dependency_count = static_cast<uint16_t>(count);
  entry->kind = guard.kind;
  entry->payload = guard.kind == Guard::Kind::kShapePair ? guard.second : guard.object.bits();
  if (guard.kind == Guard::Kind::kTest) {
    entry->payload = reinterpret_cast<uint64_t>(HandleRef(invocation.test).Leak());
  }
  Dependency* dependency = entry->dependencies();
  for (PropertyCell* cell : invocation.cells) {
    (new (dependency++) Dependency)->Attach(cell->point, site, cell);
  }
  for (const SwitchPointRef& point : invocation.points) {
    (new (dependency++) Dependency)->Attach(point->point(), site, nullptr);
  }
  return entry;
}

void CallSite::Entry::Delete() {
  for (uint32_t i = 0; i < dependency_count; ++i) dependencies()[i].Detach();
  const HandleRef released = HandleRef::Adopt(handle);
  const HandleRef released_test = HandleRef::Adopt(test());
  ::operator delete(this);
}

bool CallSite::Entry::has_fired() const {
  for (uint32_t i = 0; i < dependency_count; ++i) {
    if (dependencies()[i].has_fired()) return true;
  }
  return false;
}

// Keeps the entries given; whoever calls has taken the others.
void CallSite::SetEntries(Entry* const* entries, int count) {
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

CallSite::~CallSite() {
  Entry* dying[kMaxEntries];
  const int count = entry_count_;
  for (int i = 0; i < count; ++i) dying[i] = entry(i);
  SetEntries(nullptr, 0);
  for (int i = 0; i < count; ++i) dying[i]->Delete();
}

bool CallSite::Link(gc::Heap& heap, GuardedInvocation invocation) {
  if (!Link(invocation)) return false;
  if (owner_ != nullptr && owner_->holder() != nullptr) heap.Barrier(owner_->holder());
  return true;
}

bool CallSite::Link(const GuardedInvocation& invocation) {
  if (state_ == SiteState::kMegamorphic) return false;
  CountRelink();
  if (state_ == SiteState::kMegamorphic || invocation.HasBeenInvalidated()) return false;
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
  Refresh();
  return true;
}

void CallSite::LinkFailed() {
  if (state_ != SiteState::kMegamorphic) CountRelink();
}

void CallSite::CountRelink() {
  if (relinks_ < UINT8_MAX) ++relinks_;
  if (lifetime_links_ < UINT16_MAX) ++lifetime_links_;
  const bool worn_out = lifetime_links_ > kLifetimeLinks;
  const int limit = owner_ != nullptr ? owner_->unstable_relinks() : kUnstableRelinks;
  if (relinks_ <= limit && !worn_out) return;
  Reset();
  if (was_reset_ || worn_out) {
    state_ = SiteState::kMegamorphic;
  } else {
    was_reset_ = true;
    relinks_ = 1;
  }
}

void CallSite::Reset() {
  Entry* dying[kMaxEntries];
  const int count = entry_count_;
  for (int i = 0; i < count; ++i) dying[i] = entry(i);
  SetEntries(nullptr, 0);
  for (int i = 0; i < count; ++i) dying[i]->Delete();
  Refresh();
}

void CallSite::OnInvalidated(SwitchPoint&) {
  if (invalidations_ < UINT16_MAX) ++invalidations_;
  Entry* kept[kMaxEntries] = {};
  Entry* fired[kMaxEntries];
  int kept_count = 0;
  int fired_count = 0;
  for (int i = 0; i < entry_count_; ++i) {
    if (entry(i)->has_fired()) {
      fired[fired_count++] = entry(i);
    } else {
      kept[kept_count++] = entry(i);
    }
  }
  SetEntries(kept, kept_count);
  for (int i = 0; i < fired_count; ++i) fired[i]->Delete();
  Refresh();
}

void CallSite::Refresh() {
  cached_shape = cached_second = kNoShape;
  cached_word = 0;
  cached_index = 0;
  if (entry_count_ > 0) {
    const Entry& first = *entry(0);
    cached_shape = first.shape;
    cached_second = first.AsGuard().second;
    cached_index = first.handle->index();
    cached_word = first.handle->native() != nullptr
                      ? reinterpret_cast<uint64_t>(first.handle->native()->entry)
                      : first.handle->value().bits();
  }
  if (owner_ != nullptr) owner_->OnSiteChanged(*this);
}

void CallSite::Trace(gc::Marker& marker) const {
  for (int i = 0; i < entry_count_; ++i) {
    const Entry& e = *entry(i);
    if (e.kind == Guard::Kind::kIdentity) marker.Visit(Value::FromBits(e.payload));
    if (e.test() != nullptr) e.test()->Trace(marker);
    e.handle->Trace(marker);
    for (uint32_t k = 0; k < e.dependency_count; ++k) marker.Visit(e.dependencies()[k].holder);
  }
}

void CallSite::Abandon() {
  for (int i = 0; i < entry_count_; ++i) entry(i)->dependency_count = 0;
}

std::string CallSite::ToString() const {
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
