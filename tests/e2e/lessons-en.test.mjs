import { playEveryLesson } from './every-lesson.mjs';

playEveryLesson('en');
