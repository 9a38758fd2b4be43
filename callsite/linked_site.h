// A site whose behaviour is what a linker found: the C++ host's counterpart of a site in a script's
// code.
//
// It has the links of every site (site_links.h), and can be invoked by itself. An invocation takes
// the first entry whose guard and test hold, and links when there is none. A terminal site keeps no
// entries of its own: it looks in the linker's megamorphic cache, then asks the linker each time.
#ifndef KRAIT_CALLSITE_LINKED_SITE_H_
#define KRAIT_CALLSITE_LINKED_SITE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "callsite/linker.h"
#include "callsite/site.h"
#include "callsite/site_links.h"

namespace krait::callsite {

class LinkedSite final : public Site, private SiteLinks {
 public:
  // `location` is for diagnostics: where in the program the site stands.
  explicit LinkedSite(const CallDescriptor& descriptor, std::string_view location = {});

  const CallDescriptor& descriptor() const { return descriptor_; }
  const SiteLinks& links() const { return *this; }
  std::string_view location() const;

  // The entries as a chain of guards that ends in the site itself.
  HandleRef Target() override;
  bool InvokeWords(InvocationContext& context, const uint64_t* arguments,
                   uint64_t* result) override;

  void Trace(gc::Marker& marker) const override { SiteLinks::Trace(marker); }

  // Forgets the links, and invokes as if for the first time.
  bool InvokeAnew(InvocationContext& context, const uint64_t* arguments, uint64_t* result);

  // Forgets the links.
  using SiteLinks::Reset;
  // "get x (value)value at file:3: monomorphic: ...".
  std::string ToString() const;

 private:
  void OnLinksChanged() override { TargetChanged(); }
  int unstable_relinks() const override { return descriptor_.linker.unstable_relinks(); }

  // The handle to invoke; null: an error is pending.
  HandleRef FindLink(InvocationContext& context, const uint64_t* arguments);
  HandleRef Relink(InvocationContext& context, const uint64_t* arguments);

  const CallDescriptor& descriptor_;
};

// With an entry that depends on one switch point (56 bytes, in a block of 64): 128 bytes.
static_assert(sizeof(LinkedSite) == 64);

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_LINKED_SITE_H_
