import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
  SerializeOptions,
} from '@nestjs/common';
import { NotFoundError } from '@seaworthy/kit/nestjs';
import type { Response } from 'express';
import { cursorOf } from './cursor.ts';
import { hashPassword } from './passwords.ts';
import { Users } from './repository.ts';
import { CreateUser, Paging, UpdateUser, User, UserId, UserPage } from './schemas.ts';

/** `SerializeOptions` tells the docs what is answered; there is no interceptor that would enforce it. */
@Controller('users')
export class UsersController {
  constructor(private readonly users: Users) {}

  @Post()
  @SerializeOptions({ schema: User })
  async create(
    @Body({ schema: CreateUser }) { email, name, password }: CreateUser,
    @Res({ passthrough: true }) response: Response,
  ) {
    const user = await this.users.create({ email, name, passwordHash: await hashPassword(password) });
    response.location(`/users/${user.id}`);
    return user;
  }

  @Get()
  @SerializeOptions({ schema: UserPage })
  async list(@Query({ schema: Paging }) { limit, cursor }: Paging) {
    // One more than asked for tells whether there is a next page.
    const found = await this.users.list(limit + 1, cursor);
    const data = found.slice(0, limit);
    return { data, nextCursor: found.length > limit ? cursorOf(data.at(-1)!) : null };
  }

  @Get(':id')
  @SerializeOptions({ schema: User })
  async find(@Param({ schema: UserId }) { id }: UserId) {
    return (await this.users.find(id)) ?? missing(id);
  }

  @Patch(':id')
  @SerializeOptions({ schema: User })
  async update(@Param({ schema: UserId }) { id }: UserId, @Body({ schema: UpdateUser }) changes: UpdateUser) {
    return (await this.users.update(id, changes)) ?? missing(id);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param({ schema: UserId }) { id }: UserId) {
    if (!(await this.users.remove(id))) missing(id);
  }
}

function missing(id: string): never {
  throw new NotFoundError('User', id);
}
