// Linking of `raise` and of `except*`. A class that is raised is called: when that runs script it
// is done in a frame of kind Raise, by way of a function of self_hosted.h. An exception group with
// a split() of its own is split by it.
#include "callsite/call_site.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/self_hosted.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/leaves.h"
#include "runtime/linkers/special_linker.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

using callsite::CallSite;
using callsite::Guard;
using callsite::SiteState;

namespace {

// Frame::role of kind kRaise.
enum RaiseRole : uint8_t {
  kPlain,      // `raise C`
  kWithCause,  // `raise C from X`: the other value is X
  kCause,      // `raise x from C`: the other value is x
};

void LinkRaise(Isolate* iso, CallSite& site, Value exception) {
  if (!HasKind(exception, ObjectKind::kType)) {
    return LinkLeaf(iso, site, exception, &kExceptionLeaf);
  }
  if (site.state() == SiteState::kMegamorphic || site.Find(exception, Value()) != nullptr) return;
  SpecialLookup lookup(iso);
  lookup.Find(exception.As<Type>(), Special::kNew);
  lookup.Find(exception.As<Type>(), Special::kInit);
  lookup.Find(TypeOf(iso, exception), Special::kCall);
  lookup.Link(site, Guard::Identity(exception),
              iso->interpreter().handles().Construct(exception.AsHeap()));
}

bool IsMadeByScript(Isolate* iso, Value v) {
  return HasKind(v, ObjectKind::kType) && v.As<Type>()->spec == nullptr &&
         IsSubtype(v.As<Type>(), iso->exception_type(ExceptionId::kBaseException)) &&
         EntersScript(iso, v);
}

Failure Make(Isolate* iso, Value called, Value other, RaiseRole role) {
  return EnterSelfHosted(iso, SelfHosted::kMake, {called},
                         FrameUse{FrameKind::kRaise, called, other, role});
}

}  // namespace

Failure RaiseSlow(Isolate* iso, CallSite& site, Value exception) {
  LinkRaise(iso, site, exception);
  if (IsMadeByScript(iso, exception)) return Make(iso, exception, Value(), kPlain);
  return RaiseValue(iso, exception);
}

namespace {

Failure RaiseWithCause(Isolate* iso, Value exception, Value cause) {
  if (!IsMadeByScript(iso, cause)) return RaiseFrom(iso, exception, cause);
  KRAIT_TRY(Value, instance, ExceptionFromRaised(iso, exception));
  return Make(iso, cause, instance, kCause);
}

}  // namespace

Failure RaiseFromSlow(Isolate* iso, CallSite& site, Value exception, Value cause) {
  LinkRaise(iso, site, exception);
  if (IsMadeByScript(iso, exception)) return Make(iso, exception, cause, kWithCause);
  return RaiseWithCause(iso, exception, cause);
}

Failure RaiseMade(Isolate* iso, Value called, Value other, uint8_t role, Value made) {
  if (!IsException(made)) {
    KRAIT_TRY(Str*, type, Repr(iso, Value::Object(TypeOf(iso, made))));
    return RaiseNotAnException(iso, called, type->view());
  }
  switch (role) {
    case kWithCause:
      return RaiseWithCause(iso, made, other);
    case kCause:
      return RaiseFrom(iso, other, made);
    default:
      return RaiseValue(iso, made);
  }
}

namespace {

void LinkGroup(Isolate* iso, CallSite& site, Value exception) {
  const Type* group = iso->exception_type(ExceptionId::kBaseExceptionGroup);
  if (exception.IsNone() || !IsInstanceOf(iso, exception, group)) {
    return LinkLeaf(iso, site, exception, &kExceptionLeaf);
  }
  if (site.state() == SiteState::kMegamorphic || site.Find(exception, Value()) != nullptr) return;
  SpecialLookup lookup(iso);
  const Value split = lookup.Find(TypeOf(iso, exception), Str::Intern(iso, "split"));
  const Guard guard = Guard::Shape(callsite::ShapeOf(exception));
  if (IsScript(split)) {
    lookup.Link(site, guard, split, {FrameKind::kPair});
  } else {
    lookup.Link(site, guard, iso->interpreter().handles().Native(&kGroupLeaf));
  }
}

}  // namespace

bool MatchGroupSlow(Isolate* iso, CallSite& site, Value exception, Value classes, Value* window) {
  LinkGroup(iso, site, exception);
  Value match, rest, split;
  KRAIT_CHECK_OK(MatchExceptionGroup(iso, exception, classes, &match, &rest, &split));
  if (split) {
    if (IsScript(split)) {
      return EnterScript(iso, split, {exception, classes}, FrameKind::kPair, exception);
    }
    KRAIT_TRY(Value, pair, CallMethod(iso, exception, Str::Intern(iso, "split"), {classes}));
    return TakePair(iso, exception, pair, window);
  }
  window[0] = match;
  window[1] = rest;
  return true;
}

bool TakePair(Isolate* iso, Value exception, Value pair, Value* window) {
  const auto* tuple = CastTo<Tuple>(pair, ObjectKind::kTuple);
  if (tuple == nullptr || tuple->size != 2) {
    return RaiseF(iso, ExceptionId::kTypeError, "split() must return a 2-tuple, not %.200s",
                  TypeName(iso, pair));
  }
  window[0] = tuple->items[0];
  // What nothing of is matched stays as it was, whatever split() says.
  window[1] = window[0].IsNone() ? exception : tuple->items[1];
  return true;
}

Value JoinGroupSlow(Isolate* iso, CallSite& site, Value original, Value raised) {
  LinkGroup(iso, site, original);
  return JoinExceptionGroup(iso, original, raised.As<List>());
}

}  // namespace krait
