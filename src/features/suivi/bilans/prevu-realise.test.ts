import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { COMMANDE, formulaire, type MondeSuivis, ouvrirSuivis } from '../../../test/suivi.ts'
import { lisible } from '../../../test/vico.ts'

let m: MondeSuivis
beforeAll(async () => {
  m = await ouvrirSuivis(itn7 =>
    itn7.replace(
      '\nparametres:\n',
      '\nplan:\n  colonnes: [{ code: note, type: texte_court, libelle: Note, obligatoire: non }]\n\nparametres:\n',
    ),
  )
})
afterAll(() => m.w.close())

it('le bilan dit de chaque ligne du plan ce qui était prévu et ce qui est commandé ; le dernier le garde, et le service le lit', async () => {
  const { dossier, bilan } = await m.unBilan('2022-01-04T10:12:00')
  const url = paths.bilans.voir(dossier, bilan)
  const lire = async (chemin = url, cookie = m.vico.cookie) =>
    (await lisible(await m.w.get(chemin, cookie))).replace(/[\u00a0\u202f]/g, ' ')
  const envoyer = async (suite: string, plus: Record<string, string>) =>
    m.w.post(url, { ...(await formulaire(m.w, url, m.vico.cookie)), ...plus, _suite: suite }, m.vico.cookie)
  const { rows } = await m.w.owner.query('select id, libelle from depense where dossier_id = $1 order by rang', [dossier])
  expect(await lire()).toMatch(/Portail des familles 10 000,00 € 0,00 € rien n’est commandé/)
  await envoyer('ajouter', { ...COMMANDE, 'c.depense': rows[0].id })
  expect(await lire()).toMatch(/1 Portail des familles 10 000,00 € 9 800,00 € 200,00 € de moins/)
  expect((await envoyer('deposer', { final: 'oui', fin: '18/12/2021' })).status).toBe(303)
  const [{ contenu }] = (await m.w.owner.query('select contenu from bilan_depot where bilan_id = $1', [bilan])).rows
  expect(contenu.lignes.map((l: { libelle: string; prevu: number; realise: number }) => [l.libelle, l.prevu, l.realise])).toEqual([
    ['Portail des familles', 1_000_000, 980_000],
    ['Formation de 14 agents', 200_000, 0],
    ['Postes', 50_000, 0],
  ])
  expect(await lire()).toMatch(/Prévu et réalisé, ligne par ligne .* Formation de 14 agents 2 000,00 € 0,00 € rien n’est commandé/)
})
