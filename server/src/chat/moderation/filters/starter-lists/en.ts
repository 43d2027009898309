import type { StarterList } from "./starter-list.ts";

export const EN: StarterList = {
  words: `
~{f,ph}{u,v}ck~
~{f,ph}uk
{f,ph}uk{k,in,ing,er,ers,ed,a,ka}
fuq
fuc
fcuk
f{oo,aw}k off
f***
fck~
{s,5}h{i,y}t
sh{eei,ie}t
shite
shi{t,tt}{y,ier,show,storm,face,head,hole,post,bag,stain}
~bullsh{i,y}t~
~dipshit~
b{i,y}tch~
b{ia,eo,io,ya}tch~
b{i,e}tsh
bich
ass
a{ss,zz}hole~
arsehole~
{dumb,jack,smart,fat,lard}ass
{c,k}{u,v}nt
wh{o,oa}re
whoring
sl{u,v}t
m{o,u}th{a,er}f{u,v}{ck,k}{er,a}
mofo
twat
wank{er,a}
dickhead
cocksuck{er,ing}
bastard
retard
retarded
fagg{o,i}t
nigger
nigga~
stfu
kys
kill yourself
suck my dick
`,
  innocent: `
who're
bitches brew
twatt
fire retard
faggots and peas
~shitake~
`,
};
