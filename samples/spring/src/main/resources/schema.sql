create table if not exists orders (
  id uuid primary key,
  customer varchar(100) not null,
  item varchar(100) not null,
  quantity int not null
);
create table if not exists sales (item varchar(100) primary key, quantity bigint not null);
