// Call sites: places in a program where a dynamic operation is linked to what it does.
//
//   Unlinked -> Monomorphic -> Polymorphic (up to 4 entries) -> Megamorphic
//
// Each entry is a GuardedInvocation. A site whose link was replaced too often (kUnstableRelinks) is
// reset once, because start-up behaviour is often not steady behaviour; if it becomes unstable
// again it is terminal: Megamorphic, where its owner performs the operation generically and links
// nothing more. A site that was linked kLifetimeLinks times is terminal in any case. An entry whose
// switch point fired leaves the site at once.
//
// The first entry's dispatch is cached in plain fields that the interpreter's quickened opcodes
// read. The owner (for Python: the code object's bytecode) learns of every change through SiteOwner
// and rewrites its instruction.
#ifndef KRAIT_CALLSITE_CALL_SITE_H_
#define KRAIT_CALLSITE_CALL_SITE_H_

#include <cstdint>
#include <string>

#include "callsite/guarded_invocation.h"
#include "callsite/switch_point.h"
#include "gc/header.h"
#include "gc/value.h"

namespace krait::callsite {

class CallSite;

enum class SiteState : uint8_t { kUnlinked, kMonomorphic, kPolymorphic, kMegamorphic };

class SiteOwner {
 public:
  // The first entry changed (or went): refresh what was derived from it.
  virtual void OnSiteChanged(CallSite& site) = 0;
  // The heap object that traces the site, for the write barrier; may be null.
  virtual HeapObject* holder() const = 0;
  // After how many links a site is unstable.
  virtual int unstable_relinks() const;

 protected:
  ~SiteOwner() = default;
};

class CallSite final : public Dependent {
 public:
  static constexpr int kMaxEntries = 4;
  static constexpr int kUnstableRelinks = 8;
  static constexpr int kLifetimeLinks = 1000;

  CallSite() = default;
  ~CallSite();
  CallSite(const CallSite&) = delete;
  CallSite& operator=(const CallSite&) = delete;
  void Initialize(SiteOwner* owner, uint32_t position) {
    owner_ = owner;
    position_ = position;
  }

  // --- the cached dispatch of the first entry, read by quickened opcodes ---
  ShapeId cached_shape = kNoShape;  // guard of kinds kShape and kShapePair; else kNoShape
  ShapeId cached_second = kNoShape;
  int32_t cached_index = 0;  // handle->index()
  uint32_t position_ = 0;    // the owner's name for the site (word offset)
  uint64_t cached_word = 0;  // bits of handle->value(), or the native leaf's entry

  SiteState state() const { return state_; }
  uint32_t position() const { return position_; }
  int entry_count() const { return entry_count_; }
  int relinks() const { return relinks_; }
  // Links over the site's whole life, failed ones included; saturates.
  int lifetime_links() const { return lifetime_links_; }
  // Start-up is over: it was unstable once. Linkers are told.
  bool was_reset() const { return was_reset_; }
  int invalidations() const { return invalidations_; }
  Guard guard(int i) const { return entry(i)->AsGuard(); }
  // Of a guard that is kIdentity.
  Value guard_object(int i) const { return Value::FromBits(entry(i)->payload); }
  const MethodHandle* handle(int i) const { return entry(i)->handle; }
  const MethodHandle* test(int i) const { return entry(i)->test(); }
  int dependency_count(int i) const { return entry(i)->dependency_count; }
  const HeapObject* dependency_holder(int i, int k) const {
    return entry(i)->dependencies()[k].holder;
  }

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
  bool Link(gc::Heap& heap, GuardedInvocation invocation);
  // The same where the holder is no heap object.
  bool Link(const GuardedInvocation& invocation);
  // A linker found nothing that can be kept; such failures count as relinks too.
  void LinkFailed();
  void Reset();

  void OnInvalidated(SwitchPoint& point) override;

  void Trace(gc::Marker& marker) const;
  // Forgets all registrations without touching the points: they died with the heap.
  void Abandon();
  std::string ToString() const;

 private:
  // One block: this, then its dependencies, which are linked into lists and must not move.
  struct Entry {
    const MethodHandle* handle;
    uint64_t payload;  // kIdentity: the object; kShapePair: the second shape; kTest: a handle
    ShapeId shape;
    uint16_t dependency_count;
    Guard::Kind kind;

    static Entry* New(const GuardedInvocation& invocation, CallSite& site);
    void Delete();
    Dependency* dependencies() { return reinterpret_cast<Dependency*>(this + 1); }
    const Dependency* dependencies() const { return reinterpret_cast<const Dependency*>(this + 1); }
    bool has_fired() const;
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

  Entry* entry(int i) const { return entry_count_ <= 1 ? one_ : many_[i]; }
  void SetEntries(Entry* const* entries, int count);
  void RemoveEntry(int i);
  void Refresh();
  void CountRelink();

  SiteState state_ = SiteState::kUnlinked;
  uint8_t entry_count_ = 0;
  bool was_reset_ = false;
  uint8_t relinks_ = 0;         // since the last reset; saturates
  uint16_t invalidations_ = 0;  // switch points that fired under the site; saturates
  uint16_t lifetime_links_ = 0;
  SiteOwner* owner_ = nullptr;
  union {
    Entry* one_ = nullptr;  // entry_count_ <= 1
    Entry** many_;          // kMaxEntries pointers
  };
};

// A linked monomorphic site that depends on one switch point: with its entry, 24 bytes, and one
// Dependency, 40.
static_assert(sizeof(CallSite) <= 56);

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_CALL_SITE_H_
