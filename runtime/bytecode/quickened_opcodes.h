// Quickened opcodes: the cached dispatch of a call site's first entry, by handle kind. See
// opcodes.h; kept apart because linkers add to it without touching the compiler's instruction set.
// The generic opcode to fall back to is the site descriptor's, so that one quickened opcode may serve
// several generic ones (Add and InplaceAdd).
//
//   Q(Name, format, Generic)
#ifndef KRAIT_RUNTIME_BYTECODE_QUICKENED_OPCODES_H_
#define KRAIT_RUNTIME_BYTECODE_QUICKENED_OPCODES_H_

#define KRAIT_QUICKENED_OPCODES(Q)                                                               \
  Q(LoadGlobalCell, "d--S", LoadGlobal) Q(StoreGlobalCell, "r--S", StoreGlobal)                  \
  Q(LoadNameCell, "d--S", LoadName) Q(StoreNameCell, "r--S", StoreName)                          \
  Q(GetAttrSlot, "dr-S", GetAttr) Q(GetAttrOverflow, "dr-S", GetAttr)                            \
  Q(GetAttrConstant, "dr-S", GetAttr) Q(GetAttrCell, "dr-S", GetAttr)                            \
  Q(GetAttrProperty, "dr-S", GetAttr)                                                            \
  Q(SetAttrSlot, "rr-S", SetAttr) Q(SetAttrAdd, "rr-S", SetAttr)                                 \
  Q(LoadMethodConstant, "br-S", LoadMethod) Q(LoadMethodUnbound, "br-S", LoadMethod) Q(LoadMethodCell, "br-S", LoadMethod)                \
  Q(GetItemListInt, "drrS", GetItem) Q(GetItemTupleInt, "drrS", GetItem)                         \
  Q(GetItemDict, "drrS", GetItem) Q(GetItemImmList, "drsS", GetItemImm)                          \
  Q(GetItemImmTuple, "drsS", GetItemImm)                                                         \
  Q(SetItemListInt, "rrrS", SetItem) Q(SetItemDict, "rrrS", SetItem)                             \
  Q(GetItemNative, "drrS", GetItem) Q(GetItemImmNative, "drsS", GetItemImm)                      \
  Q(SetItemNative, "rrrS", SetItem) Q(ContainsNative, "drrS", In)                                \
  Q(AddInt, "drrS", Add) Q(AddFloat, "drrS", Add) Q(SubInt, "drrS", Sub)                         \
  Q(SubFloat, "drrS", Sub) Q(MulInt, "drrS", Mul) Q(MulFloat, "drrS", Mul)                       \
  Q(TruedivFloat, "drrS", Truediv) Q(FloordivInt, "drrS", Floordiv) Q(ModInt, "drrS", Mod)       \
  Q(AddImmInt, "drsS", AddImm) Q(SubImmInt, "drsS", SubImm) Q(ModImmInt, "drsS", ModImm)         \
  Q(FloordivImmInt, "drsS", FloordivImm)                                                         \
  Q(JumpIfLtInt, "rriSJ", JumpIfLt) Q(JumpIfLeInt, "rriSJ", JumpIfLe)                            \
  Q(JumpIfEqInt, "rriSJ", JumpIfEq) Q(JumpIfNeInt, "rriSJ", JumpIfNe)                            \
  Q(JumpIfGtInt, "rriSJ", JumpIfGt) Q(JumpIfGeInt, "rriSJ", JumpIfGe)                            \
  Q(JumpIfLtFloat, "rriSJ", JumpIfLt) Q(JumpIfGtFloat, "rriSJ", JumpIfGt)                        \
  Q(JumpIfLeFloat, "rriSJ", JumpIfLe) Q(JumpIfGeFloat, "rriSJ", JumpIfGe)                        \
  Q(ForIterRange, "dr-SJ", ForIter) Q(ForIterList, "dr-SJ", ForIter)                             \
  Q(ForIterTuple, "dr-SJ", ForIter) Q(ForIterGenerator, "dr-SJ", ForIter)                        \
  Q(ForIterNative, "dr-SJ", ForIter)                                                             \
  Q(CallScript, "bi-S", Call) Q(CallMethodScript, "bi-S", CallMethod)                            \
  Q(CallNative, "bi-S", Call) Q(CallMethodNative, "bi-S", CallMethod)                            \
  Q(CallBuiltinClass, "bi-S", Call) Q(CallFilled, "bi-S", Call) Q(CallMethodFilled, "bi-S", CallMethod)                            \
  Q(AddStr, "drrS", Add)                                                                         \
  Q(OperatorScript, "drrS", Add) Q(OperatorImmScript, "drsS", AddImm)                            \
  Q(OperatorEntry, "drrS", Add) Q(OperatorImmEntry, "drsS", AddImm)                              \
  Q(JumpIfOperatorEntry, "rriSJ", JumpIfLt) Q(OperatorNative, "drrS", Add)                       \
  Q(JumpIfOperatorNative, "rriSJ", JumpIfLt)                                                     \
  Q(UnaryScript, "dr-S", Neg) Q(GetItemScript, "drrS", GetItem)                                  \
  Q(SetItemScript, "rrrS", SetItem) Q(JumpIfOperatorScript, "rriSJ", JumpIfLt)                   \
  Q(JumpIfTrueScript, "r--SJ", JumpIfTrue) Q(ForIterScript, "dr-SJ", ForIter)                    \
  Q(CallObject, "bi-S", Call) Q(GetAttrScript, "dr-S", GetAttr)                              \
  Q(CallConstruct, "bi-S", Call) Q(CallForwarding, "bi-S", Call)                               \
  Q(CallMethodForwarding, "bi-S", CallMethod) Q(UnpackTuple, "briS", UnpackSequence)             \
  Q(UnpackList, "briS", UnpackSequence) Q(SetAttrScript, "rr-S", SetAttr)                        \
  Q(DelAttrScript, "r--S", DelAttr) Q(DelItemScript, "rr-S", DelItem)                            \
  Q(ContainsScript, "drrS", In) Q(BeforeWithScript, "b--S", BeforeWith)   \
  Q(WithExitScript, "drrS", WithExit)

#endif  // KRAIT_RUNTIME_BYTECODE_QUICKENED_OPCODES_H_
