import { exigeRole, jamaisGardee, param, router } from '../../../http.ts'
import { paths } from '../../../paths.ts'
import { apercus } from '../../appels/index.ts'
import { montrer } from './montrer.page.tsx'

const admin = exigeRole('administrateur')

/** What the public and a porteur would see of a draft, drawn by the code that serves them: kept nowhere, known to no search engine. */
export const apercuRoutes = () =>
  router()
    .get(paths.studio.apercu, admin, jamaisGardee, c => montrer(c, a => apercus.page(c, a)))
    .get(paths.studio.apercuQuestions, admin, jamaisGardee, c => montrer(c, a => apercus.questions(c, a, param(c, 'formulaire'))))
    .get(paths.studio.apercuSimulateur, admin, jamaisGardee, c => montrer(c, a => apercus.simulateur(c, a)))
    .get(paths.studio.apercuResultat, admin, jamaisGardee, c => montrer(c, a => apercus.resultat(c, a), { sansHorloge: true }))
