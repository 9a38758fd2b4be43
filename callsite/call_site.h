// Call sites of a runtime's own instructions: places in its code where a dynamic operation is
// linked to what it does (site_links.h).
//
// The first entry's dispatch is cached in plain fields that the interpreter's quickened opcodes
// read. The owner (for Python: the code object's bytecode) learns of every change through SiteOwner
// and rewrites its instruction.
#ifndef KRAIT_CALLSITE_CALL_SITE_H_
#define KRAIT_CALLSITE_CALL_SITE_H_

#include <cstdint>

#include "callsite/guarded_invocation.h"
#include "callsite/site_links.h"
#include "gc/header.h"

namespace krait::callsite {

class CallSite;

class SiteOwner {
 public:
  // The first entry changed (or went): refresh what was derived from it.
  virtual void OnSiteChanged(CallSite& site) = 0;
  // The heap object that traces the site, for the write barrier; may be null.
  virtual HeapObject* holder() const = 0;

 protected:
  ~SiteOwner() = default;
};

class CallSite final : public SiteLinks {
 public:
  CallSite() = default;
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

  uint32_t position() const { return position_; }

  // As SiteLinks::Link, and tells the collector.
  bool Link(gc::Heap& heap, GuardedInvocation invocation);

 private:
  void OnLinksChanged() override;
  int unstable_relinks() const override { return kUnstableRelinks; }

  SiteOwner* owner_ = nullptr;
};

static_assert(sizeof(CallSite) == 56);

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_CALL_SITE_H_
