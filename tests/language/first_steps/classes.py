class Animal:
    legs = 4

    def __init__(self, name):
        self.name = name

    def speak(self):
        return self.name + " makes a sound"

    def __repr__(self):
        return "Animal(" + repr(self.name) + ")"


class Dog(Animal):
    def speak(self):
        return super().speak() + ": woof"


d = Dog("Rex")
print(d, d.speak(), d.legs, isinstance(d, Animal), Dog.__name__)
d.legs = 3
print(d.legs, Dog.legs)
