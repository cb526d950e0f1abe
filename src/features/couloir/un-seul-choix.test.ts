import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { modeleRempli } from '../../test/modeles.ts'
import { idDe, lisible } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { publierFichier } from '../appels/index.ts'

/** A call for associations alone, with one volet and one action. */
const SOURCE = modeleRempli('forfait', 2021)
  .split('\nessais:')[0]!
  .replace(
    '{ type: commune, libelle: Une commune, clauses: [Porteurs] }',
    '{ type: association, libelle: Une association, clauses: [Porteurs] }',
  )
  .replace(/\n.*type: epci, libelle: Une intercommunalité.*/, '')
const SLUG = /^slug: "?([^"\s]+)/m.exec(SOURCE)![1]!
let w: World
beforeAll(async () => {
  w = await openWorld()
  w.regler('2021-03-01T10:00:00')
  await w.auGuichet(tx => publierFichier(tx, w.ctx(), SOURCE))
})
afterAll(() => w.close())
const lire = async (chemin: string, cookie?: string) => (await lisible(await w.get(chemin, cookie))).replaceAll(/[\u00a0\u202f]/g, ' ')

// seen to fail: the pages spoke of communes, of a collectivité and of its délibération, and the two times of one test differed
it('un appel aux seules associations ne parle ni de commune ni de collectivité', async () => {
  const accueil = await lire(paths.accueil)
  expect(accueil).toContain('Financer un projet de votre association')
  expect(accueil).toContain('1 minute, sans compte.')
  expect(accueil).not.toMatch(/votre collectivité|délibération de votre conseil|Trois minutes/)
  const test = await lire(paths.eligibilite.tester(SLUG))
  expect(test).toContain('Nom ou numéro SIREN de la structure')
  expect(test).toContain('Le nom complet de votre association')
  expect(test).not.toMatch(/code INSEE/)
  const moi = await w.compte({ courriel: 'moi@ailleurs.example' })
  expect(await lire(paths.couloir.voir(SLUG), moi.cookie)).toContain('Cherchez votre association.')
})

// seen to fail: the one volet was a list of one line, refused when left empty
it('le seul volet et sa seule action ne sont pas demandés\u00a0: le brouillon les a', async () => {
  const moi = await w.compte({ structures: ['Cozzano'] })
  const structure = (await w.structure('Cozzano')).id
  expect(await lire(`${paths.couloir.voir(SLUG)}?structure=${structure}`, moi.cookie)).not.toContain('Volet de l’appel')
  const r = await w.post(paths.couloir.brouillon(SLUG), { structure, titre: 'Des tables pour le club' }, moi.cookie)
  const id = idDe(r.headers.get('location'))
  const { rows } = await w.owner.query("select volet, reponses -> 'valeurs' as v from dossier where id = $1", [id])
  expect(rows[0]).toMatchObject({ volet: 'equipements', v: { volet: 'equipements', actions: ['equiper'] } })
})
