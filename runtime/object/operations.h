// The operations of the language on any values, as C++ calls: what built-ins, modules, linkers and
// hosts use. Each takes the fast way for exact built-in types and the special method otherwise.
//
// Failure: the result is Empty, null or false, and the exception is pending in the isolate. Any of
// them may run script code and may collect, unless it says otherwise; values in C++ locals are safe
// (the collector scans the stack), values in malloc'ed memory are not: use gc::RootVector.
#ifndef KRAIT_RUNTIME_OBJECT_OPERATIONS_H_
#define KRAIT_RUNTIME_OBJECT_OPERATIONS_H_

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "gc/value.h"
#include "runtime/object/special.h"

namespace krait {

class Isolate;
struct Dict;
struct List;
struct Str;
struct Tuple;
struct Type;

// --- types -----------------------------------------------------------------------------------
Type* TypeOf(const Isolate* iso, Value v);  // never null, never runs code
// "list", for messages: the type's __name__ without a copy; valid while the type lives.
const char* TypeName(const Isolate* iso, Value v);
bool IsSubtype(const Type* type, const Type* base);              // by MRO, never runs code
bool IsInstanceOf(const Isolate* iso, Value v, const Type* type);  // likewise
bool IsInstance(Isolate* iso, Value v, Value class_info, bool* result);   // isinstance()
bool IsSubclass(Isolate* iso, Value v, Value class_info, bool* result);  // issubclass()
bool IsCallable(const Isolate* iso, Value v);

// --- attributes ------------------------------------------------------------------------------
Value GetAttr(Isolate* iso, Value object, Str* name);
Value GetAttr(Isolate* iso, Value object, std::string_view name);
// Absent attributes are no error: returns true with *result Empty. False: another exception.
bool LookupAttr(Isolate* iso, Value object, Str* name, Value* result);
bool SetAttr(Isolate* iso, Value object, Str* name, Value value);
bool DelAttr(Isolate* iso, Value object, Str* name);
// The special method found on the type, unbound; Empty when there is none. Never runs code.
Value LookupSpecial(const Isolate* iso, Value object, Special special);
// Looks up on the type, binds, calls. Empty and no pending exception: the type has no such method.
Value CallSpecial(Isolate* iso, Value self, Special special, std::span<const Value> args,
                  bool* found);

// --- calls -----------------------------------------------------------------------------------
// `keyword_names` (or null): the last keyword_names->size of `args` are passed by these names.
Value Call(Isolate* iso, Value callable, std::span<const Value> args, Tuple* keyword_names = nullptr);
Value Call(Isolate* iso, Value callable, std::initializer_list<Value> args);
// f(*args, **kwargs); kwargs may be null.
Value CallWithDict(Isolate* iso, Value callable, std::span<const Value> args, Dict* kwargs);
Value CallMethod(Isolate* iso, Value self, Str* name, std::initializer_list<Value> args);
Value CallMethod(Isolate* iso, Value self, std::string_view name,
                 std::initializer_list<Value> args);

// --- truth, hash, comparison -------------------------------------------------------------------
bool Truth(Isolate* iso, Value v, bool* result);
bool Hash(Isolate* iso, Value v, int64_t* result);  // as hash(): never -1
enum class CompareOp : uint8_t { kLt, kLe, kEq, kNe, kGt, kGe };
Value Compare(Isolate* iso, CompareOp op, Value a, Value b);
bool CompareTruth(Isolate* iso, CompareOp op, Value a, Value b, bool* result);
// Identity implies equality, as in containers.
bool Equal(Isolate* iso, Value a, Value b, bool* result);
bool Identical(Value a, Value b);  // `is`; never runs code

// --- arithmetic ------------------------------------------------------------------------------
enum class BinaryOperator : uint8_t {
  kAdd, kSub, kMul, kMatmul, kTruediv, kFloordiv, kMod, kPow, kLshift, kRshift, kAnd, kOr, kXor,
};
Value Binary(Isolate* iso, BinaryOperator op, Value a, Value b);
Value Inplace(Isolate* iso, BinaryOperator op, Value a, Value b);
Value Power(Isolate* iso, Value base, Value exponent, Value modulus);  // pow() with three
Value Divmod(Isolate* iso, Value a, Value b);
enum class UnaryOperator : uint8_t { kNeg, kPos, kInvert };
Value Unary(Isolate* iso, UnaryOperator op, Value v);
Value Absolute(Isolate* iso, Value v);
// operator.index(): an int (small or heap); TypeError "'X' object cannot be interpreted as an integer".
Value Index(Isolate* iso, Value v);
// Index() narrowed to 64 bits; OverflowError when it does not fit ("cannot fit 'int' into an
// index-sized integer" or the message given).
bool IndexToInt64(Isolate* iso, Value v, int64_t* result, const char* overflow = nullptr);
bool ToDouble(Isolate* iso, Value v, double* result);  // __float__, __index__; TypeError otherwise

// --- containers and iteration ------------------------------------------------------------------
bool Length(Isolate* iso, Value v, int64_t* result);  // len()
// What len() makes of the result of a __len__.
bool LengthFromResult(Isolate* iso, Value result, int64_t* length);
// Non-negative guess by __len__ or __length_hint__, else `fallback`.
bool LengthHint(Isolate* iso, Value v, int64_t fallback, int64_t* result);
Value GetItem(Isolate* iso, Value container, Value key);
bool SetItem(Isolate* iso, Value container, Value key, Value value);
bool DelItem(Isolate* iso, Value container, Value key);
bool Contains(Isolate* iso, Value container, Value item, bool* result);
Value Iter(Isolate* iso, Value iterable);
// Empty and nothing pending: exhausted (a StopIteration was swallowed). Polls for interrupts.
Value Next(Isolate* iso, Value iterator);
// All items of an iterable; exact lists and tuples without the iterator protocol.
List* ListFromIterable(Isolate* iso, Value iterable);
Tuple* TupleFromIterable(Isolate* iso, Value iterable);

// --- text ------------------------------------------------------------------------------------
Str* Repr(Isolate* iso, Value v);
Str* ToStr(Isolate* iso, Value v);  // str()
Str* Ascii(Isolate* iso, Value v);
Str* EscapeToAscii(Isolate* iso, Str* text);  // what ascii() makes of a repr()
Str* Format(Isolate* iso, Value v, Str* spec);  // format()

// Guards the nesting of repr() on containers: Enter returns false when `object` is already being
// printed (then print "..."); Leave after a true Enter.
bool ReprEnter(Isolate* iso, Value object);
void ReprLeave(Isolate* iso, Value object);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_OPERATIONS_H_
