#include "runtime/linkers/special_linker.h"

#include <algorithm>
#include <utility>

#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/isolate.h"
#include "runtime/linkers/leaves.h"
#include "runtime/object/type.h"

namespace krait {

using callsite::CallSite;
using callsite::Guard;
using callsite::GuardedInvocation;
using callsite::HandleRef;

Value SpecialLookup::Find(Type* type, Special special) {
  if ((type->type_flags & kImmutable) == 0 &&
      std::find(types_.begin(), types_.end(), type) == types_.end()) {
    types_.push_back(type);
    cells_.push_back(TypeHierarchy(iso_, type));
  }
  return LookupOnTypeWithCells(iso_, type, iso_->special_name(special), &cells_);
}

bool SpecialLookup::Foldable() const {
  return std::all_of(cells_.begin(), cells_.end(),
                     [this](PropertyCell* cell) { return cell->IsFoldable(iso_->tick()); });
}

bool SpecialLookup::Link(CallSite& site, Guard guard, Value function, SpecialUse use) {
  return Link(site, guard,
              iso_->interpreter().handles().Special(function.AsHeap(), use.Encode()));
}

bool SpecialLookup::Link(CallSite& site, Guard guard, HandleRef handle) {
  if (!Foldable()) {
    site.LinkFailed();
    return false;
  }
  GuardedInvocation link;
  link.guard = guard;
  link.handle = std::move(handle);
  link.cells = cells_;
  return site.Link(iso_->heap(), std::move(link));
}

void LinkUnarySpecial(Isolate* iso, CallSite& site, Value receiver, Special special,
                      SpecialUse use, const callsite::NativeLeaf* leaf) {
  SpecialLookup lookup(iso);
  const Value method = lookup.Find(TypeOf(iso, receiver), special);
  const Guard guard = Guard::Shape(callsite::ShapeOf(receiver));
  if (IsScript(method)) {
    lookup.Link(site, guard, method, use);
  } else {
    lookup.Link(site, guard, iso->interpreter().handles().Native(leaf));
  }
}

}  // namespace krait
