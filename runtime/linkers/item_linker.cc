// Linking of subscripts.
#include "callsite/call_site.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/leaves.h"
#include "runtime/object/operations.h"

namespace krait {

using callsite::CallSite;
using callsite::Guard;
using callsite::GuardedInvocation;
using callsite::NativeLeaf;
using callsite::ShapeOf;
using callsite::SiteState;

namespace {

void LinkItem(Isolate* iso, CallSite& site, Value container, Value key) {
  if (site.state() == SiteState::kMegamorphic || site.Find(container, key) != nullptr) return;
  const ShapeId shape = ShapeOf(container);
  const NativeLeaf* leaf = &kProtocolLeaf;
  Guard guard = Guard::Shapes(shape, ShapeOf(key));
  if (shape == static_cast<ShapeId>(ObjectKind::kDict)) {
    leaf = &kDictItemLeaf;
    guard = Guard::Shape(shape);
  } else if (key.IsInt() && shape == static_cast<ShapeId>(ObjectKind::kList)) {
    leaf = &kListIndexLeaf;
  } else if (key.IsInt() && shape == static_cast<ShapeId>(ObjectKind::kTuple)) {
    leaf = &kTupleIndexLeaf;
  }
  GuardedInvocation link;
  link.guard = guard;
  link.handle = iso->interpreter().handles().Native(leaf);
  site.Link(iso->heap(), std::move(link));
}

}  // namespace

Value GetItemSlow(Isolate* iso, CallSite& site, Value container, Value key) {
  LinkItem(iso, site, container, key);
  return GetItem(iso, container, key);
}

bool SetItemSlow(Isolate* iso, CallSite& site, Value container, Value key, Value v) {
  LinkItem(iso, site, container, key);
  return SetItem(iso, container, key, v);
}

}  // namespace krait
