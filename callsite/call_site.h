// Call sites: places in a program where a dynamic operation is linked to what it does.
//
//   Unlinked -> Monomorphic -> Polymorphic (up to 4 entries) -> Megamorphic
//
// Each entry is a GuardedInvocation. A site whose link was replaced too often (kUnstableRelinks) is
// reset once, because start-up behaviour is often not steady behaviour; if it becomes unstable again
// it is terminal: Megamorphic, where its owner performs the operation generically and links nothing
// more. An entry whose switch point fired leaves the site at once.
//
// The first entry's dispatch is cached in plain fields that the interpreter's quickened opcodes read.
// The owner (for Python: the code object's bytecode) learns of every change through SiteOwner and
// rewrites its instruction.
#ifndef KRAIT_CALLSITE_CALL_SITE_H_
#define KRAIT_CALLSITE_CALL_SITE_H_

#include <cstdint>
#include <memory>
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

 protected:
  ~SiteOwner() = default;
};

class CallSite final : public Dependent {
 public:
  static constexpr int kMaxEntries = 4;
  static constexpr int kUnstableRelinks = 8;

  CallSite() = default;
  ~CallSite();
  CallSite(const CallSite&) = delete;
  CallSite& operator=(const CallSite&) = delete;
  void Initialize(SiteOwner* owner, uint32_t position) {
    owner_ = owner;
    position_ = position;
  }

  // --- the cached dispatch of the first entry, read by quickened opcodes ---
  ShapeId cached_shape = kNoShape;   // guard of kinds kShape and kShapePair; else kNoShape
  ShapeId cached_second = kNoShape;
  int32_t cached_index = 0;          // handle->index()
  uint32_t position_ = 0;            // the owner's name for the site (word offset)
  uint64_t cached_word = 0;          // bits of handle->value(), or the native leaf's entry

  SiteState state() const { return state_; }
  uint32_t position() const { return position_; }
  int entry_count() const { return entry_count_; }
  int relinks() const { return relinks_; }
  int invalidations() const { return invalidations_; }
  const Guard& guard(int i) const { return entries_[i].guard; }
  const MethodHandle* handle(int i) const { return entries_[i].handle.get(); }
  int dependency_count(int i) const { return static_cast<int>(entries_[i].dependency_count); }
  const HeapObject* dependency_holder(int i, int k) const {
    return entries_[i].dependencies[k].holder;
  }

  // The handle of the first entry whose guard matches, or null: link again.
  const MethodHandle* Find(Value receiver, Value operand) const {
    for (int i = 0; i < entry_count_; ++i) {
      if (entries_[i].guard.Matches(receiver, operand)) return entries_[i].handle.get();
    }
    return nullptr;
  }

  // Installs a linker's answer as a further entry. False: the site is megamorphic (it may just have
  // become so) and keeps no links.
  bool Link(gc::Heap& heap, GuardedInvocation invocation);
  // A linker found nothing that can be kept; such failures count as relinks too.
  void LinkFailed();
  void Reset();

  void OnInvalidated(SwitchPoint& point) override;

  void Trace(gc::Marker& marker) const;
  // Forgets all registrations without touching the points: they died with the heap.
  void Abandon();
  std::string ToString() const;

 private:
  struct Entry {
    Guard guard;
    HandleRef handle;
    std::unique_ptr<Dependency[]> dependencies;
    uint32_t dependency_count = 0;

    void Detach();
  };

  void RemoveEntry(int i);
  void Refresh();
  void CountRelink();

  SiteState state_ = SiteState::kUnlinked;
  uint8_t entry_count_ = 0;
  bool was_reset_ = false;
  uint8_t relinks_ = 0;        // since the last reset; saturates
  uint16_t invalidations_ = 0;  // switch points that fired under the site; saturates
  SiteOwner* owner_ = nullptr;
  std::unique_ptr<Entry[]> entries_;
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_CALL_SITE_H_
