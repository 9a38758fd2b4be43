// C++ values as words: which representation a C++ type has, and how it stands in a word.
//
//   int64_t and every other integer -> int64, double and float -> double, bool, Value, any pointer
//   -> pointer
#ifndef KRAIT_CALLSITE_TYPED_WORD_H_
#define KRAIT_CALLSITE_TYPED_WORD_H_

#include <bit>
#include <concepts>
#include <cstdint>
#include <type_traits>

#include "callsite/method_type.h"
#include "gc/value.h"

namespace krait::callsite {

template <typename T>
struct WordTraits;  // Carrier, kRepresentation, ToWord, FromWord

template <typename T>
requires(std::integral<T> && !std::same_as<T, bool>) struct WordTraits<T> {
  using Carrier = int64_t;
  static constexpr Representation kRepresentation = Representation::kInt64;
  static uint64_t ToWord(T v) { return static_cast<uint64_t>(static_cast<int64_t>(v)); }
  static T FromWord(uint64_t w) { return static_cast<T>(w); }
};

template <typename T>
requires std::floating_point<T>
struct WordTraits<T> {
  using Carrier = double;
  static constexpr Representation kRepresentation = Representation::kDouble;
  static uint64_t ToWord(T v) { return std::bit_cast<uint64_t>(static_cast<double>(v)); }
  static T FromWord(uint64_t w) { return static_cast<T>(std::bit_cast<double>(w)); }
};

template <>
struct WordTraits<bool> {
  using Carrier = bool;
  static constexpr Representation kRepresentation = Representation::kBool;
  static uint64_t ToWord(bool v) { return v ? 1 : 0; }
  static bool FromWord(uint64_t w) { return w != 0; }
};

template <>
struct WordTraits<Value> {
  using Carrier = Value;
  static constexpr Representation kRepresentation = Representation::kValue;
  static uint64_t ToWord(Value v) { return v.bits(); }
  static Value FromWord(uint64_t w) { return Value::FromBits(w); }
};

template <typename T>
struct WordTraits<T*> {
  using Carrier = void*;
  static constexpr Representation kRepresentation = Representation::kPointer;
  static uint64_t ToWord(T* v) { return reinterpret_cast<uint64_t>(v); }
  static T* FromWord(uint64_t w) { return reinterpret_cast<T*>(w); }
};

template <>
struct WordTraits<void> {
  using Carrier = void;
  static constexpr Representation kRepresentation = Representation::kVoid;
};

template <typename T>
concept WordType = requires {
  WordTraits<std::remove_cvref_t<T>>::kRepresentation;
};

// A word that knows its representation.
struct TypedWord {
  template <WordType T>
  TypedWord(T v)  // NOLINT: any C++ value that stands in a word is one
      : representation(WordTraits<T>::kRepresentation), bits(WordTraits<T>::ToWord(v)) {}
  TypedWord(Representation representation, uint64_t bits)
      : representation(representation), bits(bits) {}

  Representation representation;
  uint64_t bits;
};

// The method type of a C++ function type.
template <typename Signature>
struct SignatureTraits;
template <typename R, typename... A>
struct SignatureTraits<R(A...)> {
  static const MethodType* Type(TypeTable& types) {
    return types.Get(WordTraits<std::remove_cvref_t<R>>::kRepresentation,
                     {Parameter(WordTraits<std::remove_cvref_t<A>>::kRepresentation)...});
  }
};

template <typename Signature>
const MethodType* TypeOf(TypeTable& types) {
  return SignatureTraits<Signature>::Type(types);
}

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_TYPED_WORD_H_
