import { afterAll, beforeAll, beforeEach } from 'vitest'
import { paths } from '../paths.ts'
import type { Compte } from './depots.ts'
import { dossierPret, publier } from './vico.ts'
import { openWorld, type World } from './world.ts'

/** What a porteur says of a partner. */
export const ROLE = { role: 'Commune pilote', contact: 'Secrétariat de mairie', etapes: ['projet'] }

/** A dossier that nothing blocks but its partners, with the structures named here, whose porteur carries the contact; gives the partners' ids in that order. */
export async function projetCommun(w: World, cookie: string, structures: readonly string[], plus: Record<string, string | string[]> = {}) {
  const id = await dossierPret(w, cookie)
  for (const nom of structures) await associer(w, cookie, id, nom, plus)
  const { rows } = await w.owner.query('select structure_id from dossier where id = $1', [id])
  await w.post(paths.dossiers.etape(id, 'porteur'), { contact_structure: rows[0].structure_id }, cookie)
  return { id, partenaires: (await partenairesDe(w, id)).map(p => p.id) }
}

export const associer = async (w: World, cookie: string, id: string, nom: string, plus: Record<string, string | string[]> = {}) =>
  w.post(paths.dossiers.partenaires(id), { ...ROLE, structure: (await w.structure(nom)).id, ...plus }, cookie)

/** The partners of a dossier as they are stored, those withdrawn included. */
export const partenairesDe = (w: World, id: string) =>
  w.auGuichet(tx => tx.selectFrom('partenaire').selectAll().where('dossier_id', '=', id).orderBy('id').execute())

/** Validates the project as its page offers it to this partner. */
export async function validerCommun(
  w: World,
  cookie: string,
  id: string,
  plus: Record<string, string> = {},
  page = paths.dossiers.validation(id),
) {
  const html = await (await w.get(page, cookie)).text()
  const cache = (nom: string) => new RegExp(`name="${nom}" value="([^"]*)"`).exec(html)?.[1] ?? ''
  const corps = { partenaire: cache('partenaire'), empreinte: cache('empreinte'), engagement: 'oui', ...VALIDATION, ...plus }
  return w.post(paths.dossiers.validation(id), corps, cookie)
}
export const VALIDATION = { fonction: 'Maire', moyens: 'Un agent, une demi-journée par semaine.' }
export const validationsDe = (w: World, partenaireId: string) =>
  w.auGuichet(tx => tx.selectFrom('validation').selectAll().where('partenaire_id', '=', partenaireId).orderBy('id').execute())

/** One world for the file, in which the call is published: the secretariats of Vico and of Olmeto, and somebody of Lumio. Each test begins on the 13th of September 2021. */
export function ouvrirTroisCommunes(prendre: (v: { w: World; vico: Compte; olmeto: Compte; ailleurs: Compte }) => void) {
  let w: World
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
    prendre({
      w,
      vico: await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] }),
      olmeto: await w.compte({ nom: 'Secrétariat d’Olmeto', structures: ['Olmeto'] }),
      ailleurs: await w.compte({ structures: ['Lumio'] }),
    })
  })
  beforeEach(() => w.regler('2021-09-13T10:00:00'))
  afterAll(() => w.close())
}
