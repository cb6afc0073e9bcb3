import { Body, Controller, Get, NotFoundException, Param, ParseIntPipe, Post } from '@nestjs/common';
// Needed at run time: the injector reads it from the constructor.
// oxlint-disable-next-line typescript/consistent-type-imports
import { UsersService } from './users.service.js';
import type { User } from './users.service.js';

@Controller('users')
export class UsersController {
  constructor(private readonly usersService: UsersService) {}

  @Get()
  findAll(): User[] {
    return this.usersService.findAll();
  }

  @Get(':id')
  findOne(@Param('id', ParseIntPipe) id: number): User {
    const user = this.usersService.findOne(id);
    if (user === undefined) throw new NotFoundException();
    return user;
  }

  @Post()
  create(@Body() body: Omit<User, 'id'>): User {
    return this.usersService.create(body);
  }
}
