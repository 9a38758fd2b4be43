#include "runtime/linkers/quicken.h"

#include <string_view>

#include "runtime/linkers/leaves.h"
#include "runtime/object/shape.h"

namespace krait {

using callsite::CallSite;
using callsite::HandleKind;
using callsite::MethodHandle;

#define KRAIT_LEAF(Name, text) const callsite::NativeLeaf k##Name##Leaf = {text, nullptr};
KRAIT_MARKER_LEAVES(KRAIT_LEAF)
#undef KRAIT_LEAF

namespace {

struct LeafOp {
  Op generic;
  const callsite::NativeLeaf* leaf;
  Op quickened;
};

// Which opcode dispatches a marker leaf at a site of the generic opcode.
constexpr LeafOp kLeafOps[] = {
    {Op::kAdd, &kIntArithmeticLeaf, Op::kAddInt},
    {Op::kAdd, &kFloatArithmeticLeaf, Op::kAddFloat},
    {Op::kSub, &kIntArithmeticLeaf, Op::kSubInt},
    {Op::kSub, &kFloatArithmeticLeaf, Op::kSubFloat},
    {Op::kMul, &kIntArithmeticLeaf, Op::kMulInt},
    {Op::kMul, &kFloatArithmeticLeaf, Op::kMulFloat},
    {Op::kTruediv, &kFloatArithmeticLeaf, Op::kTruedivFloat},
    {Op::kFloordiv, &kIntArithmeticLeaf, Op::kFloordivInt},
    {Op::kMod, &kIntArithmeticLeaf, Op::kModInt},
    {Op::kInplaceAdd, &kIntArithmeticLeaf, Op::kAddInt},
    {Op::kInplaceAdd, &kFloatArithmeticLeaf, Op::kAddFloat},
    {Op::kInplaceSub, &kIntArithmeticLeaf, Op::kSubInt},
    {Op::kInplaceSub, &kFloatArithmeticLeaf, Op::kSubFloat},
    {Op::kInplaceMul, &kIntArithmeticLeaf, Op::kMulInt},
    {Op::kInplaceMul, &kFloatArithmeticLeaf, Op::kMulFloat},
    {Op::kInplaceTruediv, &kFloatArithmeticLeaf, Op::kTruedivFloat},
    {Op::kInplaceFloordiv, &kIntArithmeticLeaf, Op::kFloordivInt},
    {Op::kInplaceMod, &kIntArithmeticLeaf, Op::kModInt},
    {Op::kAdd, &kStrConcatLeaf, Op::kAddStr},
    {Op::kInplaceAdd, &kStrConcatLeaf, Op::kAddStr},
    {Op::kAddImm, &kIntArithmeticLeaf, Op::kAddImmInt},
    {Op::kSubImm, &kIntArithmeticLeaf, Op::kSubImmInt},
    {Op::kModImm, &kIntArithmeticLeaf, Op::kModImmInt},
    {Op::kFloordivImm, &kIntArithmeticLeaf, Op::kFloordivImmInt},
    {Op::kInplaceAddImm, &kIntArithmeticLeaf, Op::kAddImmInt},
    {Op::kInplaceSubImm, &kIntArithmeticLeaf, Op::kSubImmInt},
    {Op::kInplaceModImm, &kIntArithmeticLeaf, Op::kModImmInt},
    {Op::kInplaceFloordivImm, &kIntArithmeticLeaf, Op::kFloordivImmInt},
    {Op::kJumpIfLt, &kIntCompareLeaf, Op::kJumpIfLtInt},
    {Op::kJumpIfLe, &kIntCompareLeaf, Op::kJumpIfLeInt},
    {Op::kJumpIfEq, &kIntCompareLeaf, Op::kJumpIfEqInt},
    {Op::kJumpIfNe, &kIntCompareLeaf, Op::kJumpIfNeInt},
    {Op::kJumpIfGt, &kIntCompareLeaf, Op::kJumpIfGtInt},
    {Op::kJumpIfGe, &kIntCompareLeaf, Op::kJumpIfGeInt},
    {Op::kJumpIfLt, &kFloatCompareLeaf, Op::kJumpIfLtFloat},
    {Op::kJumpIfGt, &kFloatCompareLeaf, Op::kJumpIfGtFloat},
    {Op::kJumpIfLe, &kFloatCompareLeaf, Op::kJumpIfLeFloat},
    {Op::kJumpIfGe, &kFloatCompareLeaf, Op::kJumpIfGeFloat},
    {Op::kGetItem, &kListIndexLeaf, Op::kGetItemListInt},
    {Op::kGetItem, &kTupleIndexLeaf, Op::kGetItemTupleInt},
    {Op::kGetItem, &kDictItemLeaf, Op::kGetItemDict},
    {Op::kGetItemImm, &kListIndexLeaf, Op::kGetItemImmList},
    {Op::kGetItemImm, &kTupleIndexLeaf, Op::kGetItemImmTuple},
    {Op::kSetItem, &kListIndexLeaf, Op::kSetItemListInt},
    {Op::kSetItem, &kDictItemLeaf, Op::kSetItemDict},
    {Op::kUnpackSequence, &kTupleLeaf, Op::kUnpackTuple},
    {Op::kUnpackSequence, &kListLeaf, Op::kUnpackList},
    {Op::kForIter, &kRangeNextLeaf, Op::kForIterRange},
    {Op::kForIter, &kListNextLeaf, Op::kForIterList},
    {Op::kForIter, &kTupleNextLeaf, Op::kForIterTuple},
    {Op::kForIter, &kGeneratorNextLeaf, Op::kForIterGenerator},
    {Op::kForIter, &kNativeNextLeaf, Op::kForIterNative},
};

Op OpForLeaf(Op generic, const callsite::NativeLeaf* leaf) {
  for (const LeafOp& entry : kLeafOps) {
    if (entry.generic == generic && entry.leaf == leaf) return entry.quickened;
  }
  if (leaf->entry == nullptr) return generic;
  const std::string_view format = InfoOf(generic).format;
  if (format == "drrS") return Op::kOperatorEntry;
  if (format == "drsS") return Op::kOperatorImmEntry;
  return format == "rriSJ" ? Op::kJumpIfOperatorEntry : generic;
}

// Special methods written in script: by the shape of the instruction.
Op OpForSpecial(Op generic) {
  if (generic == Op::kGetItem) return Op::kGetItemScript;
  if (generic == Op::kGetItemImm) return Op::kOperatorImmScript;
  if (generic == Op::kSetItem) return Op::kSetItemScript;
  if (generic == Op::kForIter) return Op::kForIterScript;
  if (generic == Op::kCall) return Op::kCallObject;
  if (generic == Op::kGetAttr) return Op::kGetAttrScript;
  if (generic == Op::kSetAttr) return Op::kSetAttrScript;
  if (generic == Op::kDelAttr) return Op::kDelAttrScript;
  if (generic == Op::kDelItem) return Op::kDelItemScript;
  if (generic == Op::kIn || generic == Op::kNotIn) return Op::kContainsScript;
  if (generic == Op::kBeforeWith || generic == Op::kBeforeAsyncWith) return Op::kBeforeWithScript;
  switch (generic) {  // their handles are read by the slow path
    case Op::kWithExit:
    case Op::kLoadClassCell:
    case Op::kMatchGroup:
    case Op::kJoinGroup:
      return generic;
    default:
      break;
  }
  const OpInfo& info = InfoOf(generic);
  const std::string_view format = info.format;
  if (format == "drrS") return Op::kOperatorScript;
  if (format == "drsS") return Op::kOperatorImmScript;
  if (format == "dr-S" && generic != Op::kLoadMethod) return Op::kUnaryScript;
  if (generic == Op::kJumpIfTrue || generic == Op::kJumpIfFalse) return Op::kJumpIfTrueScript;
  if (format == "rriSJ") return Op::kJumpIfOperatorScript;
  return generic;
}

Op OpForNativeOperator(Op generic) {
  const std::string_view format = InfoOf(generic).format;
  if (format == "drrS") return Op::kOperatorNative;
  return format == "rriSJ" ? Op::kJumpIfOperatorNative : generic;
}

Op OpForLoadedMethod(Binding binding) {
  if (binding == Binding::kReceiver) return Op::kLoadMethodConstant;
  return binding == Binding::kNone ? Op::kLoadMethodUnbound : Op::kLoadMethod;
}

Op OpForHandle(Op generic, HandleKind kind, int32_t index) {
  if (kind == HandleKind::kSpecial) return OpForSpecial(generic);
  switch (generic) {
    case Op::kLoadGlobal:
      return kind == HandleKind::kGetCell ? Op::kLoadGlobalCell : generic;
    case Op::kLoadName:
      return kind == HandleKind::kGetCell ? Op::kLoadNameCell : generic;
    case Op::kStoreGlobal:
      return kind == HandleKind::kSetCell ? Op::kStoreGlobalCell : generic;
    case Op::kStoreName:
      return kind == HandleKind::kSetCell ? Op::kStoreNameCell : generic;
    case Op::kGetAttr:
      if (kind == HandleKind::kGetSlot) return index >= 0 ? Op::kGetAttrSlot : Op::kGetAttrOverflow;
      if (kind == HandleKind::kConstant)
        return static_cast<Binding>(index) == Binding::kNone ? Op::kGetAttrConstant : generic;
      if (kind == HandleKind::kGetCell) return Op::kGetAttrCell;
      if (kind == HandleKind::kGetProperty) return Op::kGetAttrProperty;
      return generic;
    case Op::kSetAttr:
      if (kind == HandleKind::kSetSlot) return Op::kSetAttrSlot;
      if (kind == HandleKind::kAddSlot) return Op::kSetAttrAdd;
      return generic;
    case Op::kLoadMethod:
      if (kind == HandleKind::kConstant) return OpForLoadedMethod(static_cast<Binding>(index));
      if (kind == HandleKind::kGetCell) return Op::kLoadMethodCell;
      return generic;
    case Op::kCall:
      if (kind == HandleKind::kCallNative) {
        return index > 0 ? Op::kCallForwarding : index < 0 ? Op::kCallFilled : Op::kCallNative;
      }
      if (kind == HandleKind::kConstruct) {
        return index == kByScript     ? Op::kCallConstruct
               : index == kByBuiltins ? Op::kCallBuiltinClass
                                      : generic;
      }
      return kind == HandleKind::kScript ? Op::kCallScript : generic;
    case Op::kCallMethod:
      if (kind == HandleKind::kCallNative) {
        return index > 0   ? Op::kCallMethodForwarding
               : index < 0 ? Op::kCallMethodFilled
                           : Op::kCallMethodNative;
      }
      return kind == HandleKind::kScript ? Op::kCallMethodScript : generic;
    case Op::kGetItem:
      return kind == HandleKind::kCallNative ? Op::kGetItemNative : generic;
    case Op::kGetItemImm:
      return kind == HandleKind::kCallNative ? Op::kGetItemImmNative : generic;
    case Op::kSetItem:
      return kind == HandleKind::kCallNative ? Op::kSetItemNative : generic;
    case Op::kIn:
    case Op::kNotIn:
      return kind == HandleKind::kCallNative ? Op::kContainsNative : generic;
    case Op::kWithExit:
      return kind == HandleKind::kScript ? Op::kWithExitScript : generic;
    case Op::kMatchSequence:
    case Op::kMatchMapping:
      return kind == HandleKind::kConstant ? Op::kGetAttrConstant : generic;
    default:
      return kind == HandleKind::kCallNative ? OpForNativeOperator(generic) : generic;
  }
}

}  // namespace

Op QuickenedOp(Op generic, const CallSite& site) {
  if (site.state() != callsite::SiteState::kMonomorphic) return generic;
  const MethodHandle* handle = site.handle(0);
  // A namespace that comes before the cell is asked each time.
  if (generic == Op::kLoadName && site.guard(0).kind != callsite::Guard::Kind::kAlways) {
    return generic;
  }
  if (handle->kind() == HandleKind::kNative) return OpForLeaf(generic, handle->native());
  return OpForHandle(generic, handle->kind(), handle->index());
}

}  // namespace krait
