import { Body } from '@nestjs/common';
import { IsEmail, IsString, Length, MinLength } from 'class-validator';

/** `CreateUser` in the decorators of class-validator. */
class CreateUserByClass {}
IsEmail()(CreateUserByClass.prototype, 'email');
IsString()(CreateUserByClass.prototype, 'name');
Length(1, 100)(CreateUserByClass.prototype, 'name');
IsString()(CreateUserByClass.prototype, 'password');
MinLength(12)(CreateUserByClass.prototype, 'password');

/** Tells Nest the class of a parameter, as a compiler would. */
export function describeBody(prototype, method, index) {
  Body()(prototype, method, index);
  Reflect.defineMetadata('design:paramtypes', [CreateUserByClass], prototype, method);
}
