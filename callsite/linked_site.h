// A site whose behaviour is what a linker found: the C++ host's counterpart of a site in a script's
// code.
//
// It is a CallSite (the inline cache, its states, its switch points) that can be invoked by itself.
// An invocation takes the first entry whose guard and test hold, and links when there is none. A
// terminal site keeps no entries of its own: it looks in the linker's megamorphic cache, then asks
// the linker each time.
#ifndef KRAIT_CALLSITE_LINKED_SITE_H_
#define KRAIT_CALLSITE_LINKED_SITE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "callsite/call_site.h"
#include "callsite/linker.h"
#include "callsite/site.h"

namespace krait::callsite {

class LinkedSite final : public Site, private SiteOwner {
 public:
  // `location` is for diagnostics: where in the program the site stands.
  explicit LinkedSite(const CallDescriptor& descriptor, std::string_view location = {});

  const CallDescriptor& descriptor() const { return descriptor_; }
  const CallSite& links() const { return links_; }
  std::string_view location() const;

  // The entries as a chain of guards that ends in the site itself.
  HandleRef Target() override;
  bool InvokeWords(InvocationContext& context, const uint64_t* arguments,
                   uint64_t* result) override;

  void Trace(gc::Marker& marker) const override { links_.Trace(marker); }

  // Forgets the links.
  void Reset() { links_.Reset(); }
  // "get x (value)value at file:3: monomorphic: ...".
  std::string ToString() const;

 private:
  void OnSiteChanged(CallSite& site) override;
  HeapObject* holder() const override { return nullptr; }
  int unstable_relinks() const override { return descriptor_.linker.unstable_relinks(); }

  // The handle to invoke; null: an error is pending.
  HandleRef FindLink(InvocationContext& context, const uint64_t* arguments);
  HandleRef Relink(InvocationContext& context, const uint64_t* arguments);

  const CallDescriptor& descriptor_;
  CallSite links_;
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_LINKED_SITE_H_
