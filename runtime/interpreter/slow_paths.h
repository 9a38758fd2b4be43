// The out-of-line halves of the interpreter's handlers: linking, generic operations, errors. They
// follow the convention of all VM functions: Empty, false or -1 with the exception pending.
//
// The functions that take a CallSite consult its entries first, then perform the operation by the
// language's protocol and link what they saw. Failing without a pending exception they want a script
// function called (ScriptCall in interpreter.h).
#ifndef KRAIT_RUNTIME_INTERPRETER_SLOW_PATHS_H_
#define KRAIT_RUNTIME_INTERPRETER_SLOW_PATHS_H_

#include <cstdint>
#include <string>

#include "callsite/call_site.h"
#include "gc/value.h"
#include "runtime/bytecode/opcodes.h"
#include "runtime/interpreter/frame.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/operator_methods.h"

namespace krait {

class Isolate;
struct Code;
struct Dict;
struct FrameUse;
struct Function;
struct List;
struct NativeFunction;
struct Set;
struct Str;
struct Tuple;
struct Type;

// --- names: linkers/name_linker.cc ---
Value LoadGlobalSlow(Isolate* iso, callsite::CallSite& site, Frame* frame, Str* name);
bool StoreGlobalSlow(Isolate* iso, callsite::CallSite& site, Frame* frame, Str* name, Value v);
bool DeleteGlobalSlow(Isolate* iso, callsite::CallSite& site, Frame* frame, Str* name);
Value LoadNameSlow(Isolate* iso, callsite::CallSite& site, Frame* frame, Str* name);
bool StoreNameSlow(Isolate* iso, callsite::CallSite& site, Frame* frame, Str* name, Value v);
// Without a site: for `from m import *`.
bool StoreInNamespace(Isolate* iso, Frame* frame, Str* name, Value v);
bool DeleteNameSlow(Isolate* iso, callsite::CallSite& site, Frame* frame, Str* name);
Value LoadClassCellSlow(Isolate* iso, callsite::CallSite& site, Frame* frame,
                        uint32_t cell_register);
bool SetupAnnotationsSlow(Isolate* iso, callsite::CallSite& site, Frame* frame);
// The namespace mapping has no such name (FrameKind::kName): what the instruction does then.
Value OutsideNamespace(Isolate* iso, Op op, Frame* frame, Str* name, uint32_t cell_register);
// UnboundLocalError / NameError for the local, cell or free variable of a register.
Failure RaiseUnbound(Isolate* iso, Code* code, uint32_t reg);

// --- attributes: linkers/attribute_linker.cc ---
Value GetAttrSlow(Isolate* iso, callsite::CallSite& site, Value object, Str* name);
bool SetAttrSlow(Isolate* iso, callsite::CallSite& site, Value object, Str* name, Value v);
bool DelAttrSlow(Isolate* iso, callsite::CallSite& site, Value object, Str* name);
// A script function that read an attribute raised: AttributeError goes on to __getattr__ unless it was
// that (role 1).
Value AttributeFailed(Isolate* iso, Value object, Str* name, uint8_t role);
// The attribute of a module, through its cell; Empty without an exception when that cannot be linked.
Value LinkedModuleAttribute(Isolate* iso, callsite::CallSite& site, Value module, Str* name);
// Would reading it run a script function of the class: a hook, a getter, a descriptor?
bool IsReadByScript(Isolate* iso, Value object, Str* name);
// By the language's protocol, without a site; what is written in script is wanted.
Value ReadAttribute(Isolate* iso, Value object, Str* name);
// A store or, with an Empty value, a deletion.
bool WriteAttribute(Isolate* iso, Value object, Str* name, Value v);
// Writes window[0] and window[1] as LoadMethod says.
bool LoadMethodSlow(Isolate* iso, callsite::CallSite& site, Value object, Str* name, Value* window);

// --- operators: linkers/arithmetic_linker.cc ---
Value BinarySlow(Isolate* iso, callsite::CallSite& site, Op op, Value a, Value b);
Value UnarySlow(Isolate* iso, callsite::CallSite& site, Op op, Value v);
Value CompareSlow(Isolate* iso, callsite::CallSite& site, CompareOp op, Value a, Value b);
// 0, 1 or -1.
int CompareTruthSlow(Isolate* iso, callsite::CallSite& site, CompareOp op, Value a, Value b);
int TruthSlow(Isolate* iso, callsite::CallSite& site, Value v);
// Without a site.
int TruthOf(Isolate* iso, Value v);
// Is it a comparison and a jump in one?
bool IsFusedComparison(Op op);
// Performs the operator at a site that is linked to a function of a built-in type.
Value CallOperatorMethod(Isolate* iso, const callsite::CallSite& site, Op op, Value a, Value b);
// Goes on after a candidate of the operator answered NotImplemented.
Value NextOperatorMethod(Isolate* iso, Op op, Value a, Value b, OperatorRole asked);

// --- items and iteration: linkers/item_linker.cc, linkers/iteration_linker.cc ---
Value GetItemSlow(Isolate* iso, callsite::CallSite& site, Value container, Value key);
bool SetItemSlow(Isolate* iso, callsite::CallSite& site, Value container, Value key, Value v);
bool DelItemSlow(Isolate* iso, callsite::CallSite& site, Value container, Value key);
// 0, 1 or -1.
int ContainsSlow(Isolate* iso, callsite::CallSite& site, Value container, Value item);
Value IterSlow(Isolate* iso, callsite::CallSite& site, Value v);
// Does iterating it run script? (Its items may be script's even if not.)
bool IteratesScript(Isolate* iso, Value iterable);
// Wants the script that gives the iterator's next item, for `use`; it ends by StopIteration or as a
// generator does. False: no script is involved, or none that could be entered.
bool EnterNextItem(Isolate* iso, Value iterator, const FrameUse& use);
// Links; then Next().
Value ForIterSlow(Isolate* iso, callsite::CallSite& site, Value iterator);
bool UnpackSlow(Isolate* iso, callsite::CallSite& site, Value sequence, uint32_t count, Value* out);
bool UnpackExSlow(Isolate* iso, callsite::CallSite& site, Value sequence, uint32_t before,
                  uint32_t after, Value* out);
bool ListExtendSlow(Isolate* iso, callsite::CallSite& site, Value list, Value iterable);
// The positional arguments of a call with stars as a tuple, for CallEx.
Value SpreadArgumentsSlow(Isolate* iso, Value callable, Value iterable);
Value YieldFromIteratorSlow(Isolate* iso, callsite::CallSite& site, Value v);
// The script __next__ that Send calls, or Empty.
Value LinkSend(Isolate* iso, callsite::CallSite& site, Value receiver);
// Takes items of the iterator until it is exhausted, or wants the frame that gives the next one. The
// instruction `op` began it (FrameKind::kCollect).
enum class CollectStep : uint8_t { kFailed, kDone };
CollectStep CollectNext(Isolate* iso, Op op, Value iterator, List* list, uint32_t operand);
// Does what the instruction wanted the items for; `out` is its first register.
bool FinishCollection(Isolate* iso, Op op, List* list, uint32_t operand, Value* out);

// --- calls: linkers/call_linker.cc, call_binding.cc ---
// `receiver`: of a method call, else Empty; it is not among the `count` arguments, which are positional
// (kNamedArguments: they are not only that). The result is the ForwardingIndex of the callee.
inline constexpr uint32_t kNamedArguments = UINT32_MAX;
int32_t LinkCall(Isolate* iso, callsite::CallSite& site, Value callee, Value receiver, uint32_t count);
// Calls a built-in function with the arguments and, in the further ones of its `slots`, none.
Value CallFilled(Isolate* iso, const NativeFunction* native, int32_t slots, const Value* args,
                 uint32_t count);
// Calls a class that a site is linked to as kByBuiltins.
Value CallBuiltinClass(Isolate* iso, Type* type, const Value* args, uint32_t count);
// Binds the arguments of a script function into `window` (register_count of the function's code, the
// arguments may already stand at its start). Sets all locals; TypeErrors as CPython's.
bool BindArguments(Isolate* iso, Function* function, const Value* args, uint32_t count,
                   Tuple* keyword_names, Value* window);
// A class whose instances are made by object.__new__ and initialised by a script __init__: the
// initialiser; else null.
Function* ScriptInitializer(Isolate* iso, Type* type);
// Does a call of it continue in the running loop?
bool EntersScript(Isolate* iso, Value callable);
// The keys of a dict of keyword arguments.
Tuple* KeywordNamesOf(Isolate* iso, Dict* keywords);
Value MakeFunctionSlow(Isolate* iso, Frame* frame, Code* code, const Value* parts, uint32_t flags);

// --- building: building.cc ---
Value BuildSetSlow(Isolate* iso, callsite::CallSite& site, const Value* items, uint32_t count);
Value BuildMapSlow(Isolate* iso, callsite::CallSite& site, const Value* items, uint32_t count);
Value BuildConstKeyMapSlow(Isolate* iso, const Value* values, Tuple* keys);
Value BuildStringSlow(Isolate* iso, const Value* parts, uint32_t count);
bool SetAddSlow(Isolate* iso, callsite::CallSite& site, Value set, Value item);
bool MapAddSlow(Isolate* iso, callsite::CallSite& site, Value dict, Value key, Value v);
bool SetUpdateSlow(Isolate* iso, callsite::CallSite& site, Value set, Value iterable);
bool DictUpdateSlow(Isolate* iso, callsite::CallSite& site, Value dict, Value mapping);
bool DictMergeSlow(Isolate* iso, callsite::CallSite& site, Value dict, Value mapping,
                   Value callable);
// May DictMerge add the key?
bool CheckKeyword(Isolate* iso, Dict* keywords, Value key, Value callable);
// "module.f()", as errors about the arguments of a call with stars name the callable.
std::string CallableText(Isolate* iso, Value callable);
// linkers/conversion.cc
Value FormatValueSlow(Isolate* iso, callsite::CallSite& site, Value v, uint32_t conversion,
                      Value spec);

// --- imports: import_handlers.cc ---
Value ImportNameSlow(Isolate* iso, callsite::CallSite& site, Frame* frame, Str* name, Value level,
                     Value from_list);
Value ImportFromSlow(Isolate* iso, callsite::CallSite& site, Value module, Str* name);
bool ImportStarSlow(Isolate* iso, callsite::CallSite& site, Frame* frame, Value module);

// --- raise, except*: linkers/raise_linker.cc ---
// Always fails, or wants the exception's class called.
Failure RaiseSlow(Isolate* iso, callsite::CallSite& site, Value exception);
Failure RaiseFromSlow(Isolate* iso, callsite::CallSite& site, Value exception, Value cause);
// Goes on with what the called class gave; see FrameKind::kRaise.
Failure RaiseMade(Isolate* iso, Value called, Value other, uint8_t role, Value made);
// Writes window[0] and window[1] as MatchGroup says.
bool MatchGroupSlow(Isolate* iso, callsite::CallSite& site, Value exception, Value classes,
                    Value* window);
bool TakePair(Isolate* iso, Value exception, Value pair, Value* window);
Value JoinGroupSlow(Isolate* iso, callsite::CallSite& site, Value original, Value raised);

// --- with, match, async: statement_handlers.cc ---
bool BeforeWithSlow(Isolate* iso, callsite::CallSite& site, Value* window);
bool BeforeAsyncWithSlow(Isolate* iso, callsite::CallSite& site, Value* window);
Value WithExitSlow(Isolate* iso, callsite::CallSite& site, Value exit, Value exception);
// The type flag (kSequencePattern, kMappingPattern) as a bool.
Value MatchKindSlow(Isolate* iso, callsite::CallSite& site, Value v, uint32_t flag);
Value MatchKeysSlow(Isolate* iso, callsite::CallSite& site, Value subject, Value keys);
Value MatchClassSlow(Isolate* iso, callsite::CallSite& site, Value subject, Value type,
                     uint32_t positional, Value names);
// Names an attribute that a class pattern reads, once.
bool NoteClassPattern(Isolate* iso, Set* seen, Str* name, Type* type);
Value LengthSlow(Isolate* iso, callsite::CallSite& site, Value v);
// `where`: see GetAwaitable in opcodes.h.
Value AwaitableSlow(Isolate* iso, callsite::CallSite& site, Value v, int where);
Value AsyncIteratorSlow(Isolate* iso, callsite::CallSite& site, Value v);
Value CheckAsyncIterator(Isolate* iso, Value iterator);
Value AsyncNextSlow(Isolate* iso, callsite::CallSite& site, Value v);
// The iterator to drive for what __anext__ gave.
Value AwaitAsyncNext(Isolate* iso, Value awaitable);
// The pending exception came out of that.
Failure RaiseInvalidAsyncNext(Isolate* iso, Value awaitable);
Value WrapAsyncYield(Isolate* iso, Value v);
bool PrintExpressionSlow(Isolate* iso, callsite::CallSite& site, Value v);
Value LoadBuildClassSlow(Isolate* iso, callsite::CallSite& site, Frame* frame);

// Makes the generator object of a frame that just began; the frame's registers are moved into it.
Generator* MakeGenerator(Isolate* iso, Frame* frame);
// StopIteration that leaves a generator becomes RuntimeError (PEP 479).
void ConvertEscapingStop(Isolate* iso, const Generator* generator);

}  // namespace krait

#endif  // KRAIT_RUNTIME_INTERPRETER_SLOW_PATHS_H_
