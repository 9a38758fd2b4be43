// The links of a site: up to four guarded invocations, and how a site grows old.
//
//   Unlinked -> Monomorphic -> Polymorphic (up to 4 entries) -> Megamorphic
//
// A site whose link was replaced too often (kUnstableRelinks) is reset once, because start-up
// behaviour is often not steady behaviour; if it becomes unstable again it is terminal:
// Megamorphic, where its owner performs the operation generically and links nothing more. A site
// that was linked kLifetimeLinks times is terminal in any case. An entry whose switch point fired
// leaves the site at once.
//
// The base of CallSite (an instruction of a runtime) and of LinkedSite (a site that a host
// invokes).
#ifndef KRAIT_CALLSITE_SITE_LINKS_H_
#define KRAIT_CALLSITE_SITE_LINKS_H_

#include <cstdint>
#include <string>

#include "callsite/guarded_invocation.h"
#include "callsite/switch_point.h"
#include "gc/header.h"
#include "gc/value.h"

namespace krait::callsite {

enum class SiteState : uint8_t { kUnlinked, kMonomorphic, kPolymorphic, kMegamorphic };

class SiteLinks : public Dependent {
 public:
  static constexpr int kMaxEntries = 4;
  static constexpr int kUnstableRelinks = 8;
  static constexpr int kLifetimeLinks = 1000;
  // What one entry may depend on. Links that need more are not kept.
  static constexpr int kMaxCells = UINT16_MAX;
  static constexpr int kMaxPoints = UINT8_MAX;

  SiteLinks(const SiteLinks&) = delete;
  SiteLinks& operator=(const SiteLinks&) = delete;

  SiteState state() const { return state_; }
  int entry_count() const { return entry_count_; }
  int relinks() const { return relinks_; }
  // Links over the site's whole life, failed ones included; saturates.
  int lifetime_links() const { return lifetime_links_; }
  // Start-up is over: it was unstable once. Linkers are told.
  bool was_reset() const { return was_reset_; }
  int invalidations() const { return invalidations_; }
  Guard guard(int i) const { return entry(i)->AsGuard(); }
  // Is the first entry guarded by the receiver being this one? The site is linked.
  bool IsIdentityOf(Value receiver) const {
    return entry(0)->kind == Guard::Kind::kIdentity && guard_object(0) == receiver;
  }
  // Of a guard that is kIdentity.
  Value guard_object(int i) const { return Value::FromBits(entry(i)->payload); }
  const MethodHandle* handle(int i) const { return entry(i)->handle; }
  const MethodHandle* test(int i) const { return entry(i)->test(); }
  int dependency_count(int i) const { return entry(i)->dependency_count(); }
  // The cell in which the switch point stands; null: it stands on no heap object.
  const PropertyCell* dependency_cell(int i, int k) const { return entry(i)->cell(k); }

  bool Matches(int i, Value receiver, Value operand) const {
    return entry(i)->Matches(receiver, operand);
  }
  // The handle of the first entry whose guard matches, or null: link again.
  const MethodHandle* Find(Value receiver, Value operand) const {
    for (int i = 0; i < entry_count_; ++i) {
      if (entry(i)->Matches(receiver, operand)) return entry(i)->handle;
    }
    return nullptr;
  }

  // Installs a linker's answer as a further entry. False: it was not kept, because the site is
  // megamorphic (it may just have become so), or because one of the switch points fired meanwhile.
  bool Link(const GuardedInvocation& invocation);
  // A linker found nothing that can be kept; such failures count as relinks too.
  void LinkFailed();
  void Reset();

  void OnInvalidated(SwitchPoint& point) final;

  void Trace(gc::Marker& marker) const;
  // What a full collection may do instead: it visits only graphs that are composed of others,
  void TraceComposed(gc::Marker& marker) const;
  // and once all is marked, entries go that name an object which did not survive: the class,
  // function or cell can never come by again.
  void DropDead(const gc::Heap& heap);
  // Forgets all registrations without touching the points: they died with the heap.
  void Abandon();
  std::string ToString() const;

  // The bytes of the entries, which stand in blocks of their own.
  size_t EntryBytes() const;

 protected:
  SiteLinks() = default;
  ~SiteLinks();

 private:
  // One block: this, then its dependencies, which are linked into lists and must not move: first
  // those on points in property cells.
  struct Entry {
    const MethodHandle* handle;
    uint64_t payload;  // kIdentity: the object; kShapePair: the second shape; kTest: a handle
    ShapeId shape;
    Guard::Kind kind;
    uint8_t point_count;
    uint16_t cell_count;

    static Entry* New(const GuardedInvocation& invocation, SiteLinks& site);
    void Delete();
    static size_t BytesFor(size_t dependencies) {
      return sizeof(Entry) + dependencies * sizeof(Dependency);
    }
    int dependency_count() const { return cell_count + point_count; }
    Dependency* dependencies() { return reinterpret_cast<Dependency*>(this + 1); }
    const Dependency* dependencies() const { return reinterpret_cast<const Dependency*>(this + 1); }
    PropertyCell* cell(int k) const {
      SwitchPoint* point = dependencies()[k].point;
      return k < cell_count && point != nullptr ? PropertyCell::Around(point) : nullptr;
    }
    bool has_fired() const;
    bool has_dead(const gc::Heap& heap) const;
    const MethodHandle* test() const {
      return kind == Guard::Kind::kTest ? reinterpret_cast<const MethodHandle*>(payload) : nullptr;
    }
    bool Matches(Value receiver, Value operand) const {
      switch (kind) {
        case Guard::Kind::kAlways:
          return true;
        case Guard::Kind::kShape:
          return ShapeOf(receiver) == shape;
        case Guard::Kind::kShapePair:
          return ShapeOf(receiver) == shape && ShapeOf(operand) == payload;
        case Guard::Kind::kIdentity:
          return receiver.bits() == payload;
        case Guard::Kind::kTest:
          return false;
      }
      return false;
    }
    Guard AsGuard() const {
      return {kind, shape,
              kind == Guard::Kind::kShapePair ? static_cast<ShapeId>(payload) : kNoShape,
              kind == Guard::Kind::kIdentity ? Value::FromBits(payload) : Value()};
    }
  };
  // With one dependency, the usual link: 56 bytes.
  static_assert(sizeof(Entry) == 24);

  // The first entry changed (or went): refresh what was derived from it.
  virtual void OnLinksChanged() = 0;
  // After how many links the site is unstable.
  virtual int unstable_relinks() const = 0;

  Entry* entry(int i) const { return entry_count_ <= 1 ? one_ : many_[i]; }
  void SetEntries(Entry* const* entries, int count);
  // Removes those for which the predicate is true; how many there were.
  template <typename Predicate>
  int RemoveEntries(Predicate&& is_removed);
  void DeleteAll();
  void CountRelink();

  SiteState state_ = SiteState::kUnlinked;
  uint8_t entry_count_ = 0;
  bool was_reset_ = false;
  uint8_t relinks_ = 0;         // since the last reset; saturates
  uint16_t invalidations_ = 0;  // switch points that fired under the site; saturates
  uint16_t lifetime_links_ = 0;
  union {
    Entry* one_ = nullptr;  // entry_count_ <= 1
    Entry** many_;          // kMaxEntries pointers
  };
};

static_assert(sizeof(SiteLinks) == 24);

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_SITE_LINKS_H_
