import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { type MondeSuivis, ouvrirSuivis } from '../../test/suivi.ts'
import { gestesActes } from '../../test/suivi-actes.ts'
import { lisible } from '../../test/vico.ts'

let m: MondeSuivis
beforeAll(async () => {
  m = await ouvrirSuivis()
})
afterAll(() => m.w.close())

it('dans « Mon espace », un projet dont l’acte est signé dit où il en est\u00a0; un autre, dont l’acte ne l’est pas, est « Retenu »', async () => {
  await gestesActes(m).unConventionne('2021-12-15T10:00:00')
  await m.unBilan('2022-01-04T10:12:00')
  const page = (await lisible(await m.w.get(paths.espace, m.vico.cookie))).replaceAll('\u00a0', ' ')
  for (const mot of [
    /En cours\. Prochaine étape ?: premier versement Jusqu’à \S.{3,12} accordés Vos bilans disent où en est le projet/,
    /Retenu\. Prochaine étape ?: acte signé Jusqu’à \S.{3,12} accordés La lettre de notification/,
  ])
    expect(page).toMatch(mot)
})
