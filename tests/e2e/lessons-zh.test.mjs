// A file for each language, so that both are played at the same time.
import { playEveryLesson } from './every-lesson.mjs';

playEveryLesson('zh');
