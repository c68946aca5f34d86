export { problems, residualOf, solveOurs } from './problems';
export { answerOf, quadraticProgram } from './quadraticProgram';
export { timeScs } from './scs';
