import { paths } from '../paths.ts'
import { SLUG } from './vico.ts'
import type { World } from './world.ts'

const { administration: a } = paths
export const PREFET = { prenom: 'Camille', nom: 'Exemple', qualite: 'le préfet de Corse', service: 'Préfecture de Corse' }
export const SECRETAIRE = { prenom: 'Dominique', nom: 'Modèle', qualite: 'la secrétaire générale', service: 'Secrétariat général' }
export const ARRETE = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n')

/** An account that works in the guichet, without a call: somebody who may be designated. */
export const agent = (w: World, nom: string) =>
  w.compte({
    nom,
    courriel: `${nom.toLowerCase().replace(/[^a-z]+/g, '-')}-${Math.random().toString(36).slice(2)}@guichet.example`,
    roles: [{ role: 'lecteur', departements: [], volets: [], appels: [] }],
  })

/** Designates somebody by the page, as the administration does. */
export const nommer = (w: World, cookie: string, compteId: string, v: Record<string, string | string[]>, slug = SLUG) =>
  w.post(a.signataires(slug), { personne: compteId, ...v }, cookie)

/** The id of the office that an account holds. */
export const fonctionDe = async (w: World, compteId: string): Promise<string> =>
  (await w.owner.query('select id from signataire where compte_id = $1 and fin_le is null', [compteId])).rows[0]?.id

/** A delegation as the form sends it: published on 5 March 2026, up to 23 000 € an act and 100 000 € in all, until the end of the year. */
export const delegation = (delegant: string, delegue: string, v: Record<string, string> = {}, fichier: Buffer | null = ARRETE) => {
  const form = new FormData()
  const champs = {
    ...{
      delegant,
      delegue,
      arrete_numero: 'R20-2026-03-03-001',
      arrete_le: '03/03/2026',
      recueil: 'RAA R20-2026-03',
      publiee_le: '05/03/2026',
    },
    ...{ nature_decision: 'oui', nature_acte: 'oui', plafond_acte: '23 000', plafond_total: '100 000', du: '06/03/2026', au: '31/12/2026' },
    ...v,
  }
  for (const [nom, valeur] of Object.entries(champs)) form.set(nom, valeur)
  if (fichier) form.set('fichier', new File([new Uint8Array(fichier)], 'arrêté.pdf', { type: 'application/pdf' }))
  return form
}
export const enregistrer = (w: World, cookie: string, form: FormData, slug = SLUG) => w.post(a.delegations(slug), form, cookie)

/** A prefect and a general secretary designated for a call, at the world's instant. */
export async function autorite(w: World, cookie: string, slug = SLUG) {
  const [prefet, secretaire] = [await agent(w, 'Préfet'), await agent(w, 'Secrétaire')]
  for (const [qui, mots] of [
    [prefet, { ...PREFET, en_propre: 'oui' }],
    [secretaire, SECRETAIRE],
  ] as const)
    if ((await nommer(w, cookie, qui.id, { ...mots, depuis: '01/01/2020' }, slug)).status !== 303) throw new Error('not designated')
  return {
    prefet: { ...prefet, fonction: await fonctionDe(w, prefet.id) },
    secretaire: { ...secretaire, fonction: await fonctionDe(w, secretaire.id) },
  }
}
