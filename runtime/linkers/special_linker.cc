#include "runtime/linkers/special_linker.h"

#include <algorithm>
#include <utility>

#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/isolate.h"
#include "runtime/linkers/leaves.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"

namespace krait {

using callsite::CallSite;
using callsite::Guard;
using callsite::GuardedInvocation;
using callsite::HandleRef;

void SpecialLookup::DependOnBases(Type* type) {
  if ((type->type_flags & kImmutable) != 0 ||
      std::find(types_.begin(), types_.end(), type) != types_.end()) {
    return;
  }
  types_.push_back(type);
  cells_.push_back(TypeHierarchy(iso_, type));
}

Value SpecialLookup::Find(Type* type, Str* name) {
  DependOnBases(type);
  return LookupOnTypeWithCells(iso_, type, name, &cells_);
}

Value SpecialLookup::Find(Type* type, Special special) {
  return Find(type, iso_->special_name(special));
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

void LinkLeaf(Isolate* iso, CallSite& site, Value receiver, const callsite::NativeLeaf* leaf) {
  if (site.state() == callsite::SiteState::kMegamorphic ||
      site.Find(receiver, Value()) != nullptr) {
    return;
  }
  GuardedInvocation link;
  link.guard = Guard::Shape(callsite::ShapeOf(receiver));
  link.handle = iso->interpreter().handles().Native(leaf);
  site.Link(iso->heap(), std::move(link));
}

Value LinkReceiver(Isolate* iso, CallSite& site, Value receiver, Special special, SpecialUse use,
                   const callsite::NativeLeaf* leaf) {
  if (!IsScriptInstance(receiver)) {
    LinkLeaf(iso, site, receiver, leaf);
    return Value();
  }
  if (site.state() != callsite::SiteState::kMegamorphic) {
    if (const callsite::MethodHandle* handle = site.Find(receiver, Value())) {
      return handle->kind() == callsite::HandleKind::kSpecial ? handle->value() : Value();
    }
    LinkUnarySpecial(iso, site, receiver, special, use, leaf);
  }
  const Value method = LookupSpecial(iso, receiver, special);
  return IsScript(method) ? method : Value();
}

}  // namespace krait
