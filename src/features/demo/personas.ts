import { type Acteur, type Contexte, enTransaction, nouvelId, type Role } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { commencerFonction, donnerPortees } from '../agents/index.ts'
import type { Jeu, Persona } from './jeu.ts'

type Membre = {
  nom: string
  courriel: string
  structure: string
  departement?: string | undefined
  fonction?: string | undefined
  preuve: Persona['preuve']
}

/** The account of a persona, which the installation has made; made again when a visitor has had it erased. */
export async function compteDePersona(tx: Tx, guichetId: string, p: Persona, instant: Date): Promise<string | undefined> {
  const connu = await tx.selectFrom('compte').select('id').where('email', '=', p.courriel).executeTakeFirst()
  return connu?.id ?? (await installerPersona(tx, guichetId, p, instant))?.compteId
}

const installerPersona = async (tx: Tx, guichetId: string, p: Persona, instant: Date): Promise<Acteur | undefined> => {
  if (p.role) return installerAgent(tx, guichetId, p, instant)
  return p.structure ? installerMembre(tx, guichetId, { ...p, structure: p.structure }, instant) : undefined
}

const creerCompte = async (tx: Tx, nom: string, courriel: string): Promise<string> => {
  const connu = await tx.selectFrom('compte').select('id').where('email', '=', courriel).executeTakeFirst()
  if (connu) return connu.id
  const id = nouvelId()
  await tx.insertInto('compte').values({ id, name: nom, email: courriel, email_verified: true }).execute()
  return id
}

/** A structure of the referential by its exact name; the département tells homonyms apart. */
export const structureNommee = (tx: Tx, nom: string, departement?: string) =>
  tx
    .selectFrom('structure')
    .select(['id', 'nom', 'type', 'departement'])
    .where('nom', '=', nom)
    .$if(!!departement, q => q.where('departement', '=', departement!))
    .orderBy('siren')
    .executeTakeFirstOrThrow(() => new Error(`demonstration: structure unknown: ${nom} (${departement ?? '-'})`))

/** Makes every persona of a call once, that of the demonstration unless another is named, and gives the actors by persona. */
export const installerPersonas = (
  ctx: Contexte,
  jeu: Pick<Jeu, 'personas' | 'slug'>,
  instant: Date,
  appel = jeu.slug,
): Promise<Map<string, Acteur>> =>
  enTransaction(ctx, async tx => {
    const acteurs = new Map<string, Acteur>()
    for (const p of jeu.personas) {
      if (p.appel !== appel) continue
      const acteur = await installerPersona(tx, ctx.guichetId, p, instant)
      if (acteur) acteurs.set(p.id, acteur)
    }
    return acteurs
  })

/** Makes somebody a member of their structure, and gives the actor that acts in their name. */
export async function installerMembre(tx: Tx, guichetId: string, m: Membre, instant: Date): Promise<Acteur> {
  const compteId = await creerCompte(tx, m.nom, m.courriel)
  const s = await structureNommee(tx, m.structure, m.departement)
  const dates = { demandee_le: instant, active_le: instant, ...(m.preuve === 'declaree' ? {} : { prouvee_le: instant }) }
  await tx
    .insertInto('appartenance')
    .values({
      id: nouvelId(),
      guichet_id: guichetId,
      structure_id: s.id,
      compte_id: compteId,
      etat: 'active',
      preuve: m.preuve,
      fonction: m.fonction ?? null,
      ...dates,
    })
    .onConflict(oc => oc.doNothing())
    .execute()
  const rattachement = { id: s.id, nom: s.nom, type: s.type, departement: s.departement, etat: 'active' as const, preuve: m.preuve }
  return {
    compteId,
    sessionId: '',
    nom: m.nom,
    courriel: m.courriel,
    roles: [],
    rolesEnAttente: [],
    structures: [rattachement],
    aSecondFacteur: false,
  }
}

/** The call that a persona lives. Calls that visitors add are nobody's until an administrateur gives them to somebody. */
const appelDe = async (tx: Tx, guichetId: string, { appel }: Persona) =>
  (await tx.selectFrom('appel').select('id').where('guichet_id', '=', guichetId).where('slug', '=', appel).executeTakeFirst())?.id

/** Makes somebody an agent of the guichet, for the call that they live once it is there. Done again, nothing that was given since is changed. */
async function installerAgent(tx: Tx, guichetId: string, p: Persona, instant: Date): Promise<Acteur> {
  const compteId = await creerCompte(tx, p.nom, p.courriel)
  const appel = await appelDe(tx, guichetId, p)
  const siens = [
    { role: p.role!, departements: p.departements, volets: p.volets },
    ...(p.comite ? [{ role: 'membre_comite' as const, departements: p.departements, volets: [] }] : []),
  ]
  const roles: Role[] = []
  for (const { role, departements, volets } of siens) {
    const perimetres = appel && role !== 'administrateur' ? [{ appel, departements, volets }] : []
    await donnerPortees(tx, guichetId, { compteId, role, perimetres })
    roles.push({ role, perimetres })
  }
  if (p.signature) {
    const { autorite, ...fonction } = p.signature
    await commencerFonction(tx, { guichetId, acteur: null, instant }, compteId, { ...fonction, enPropre: autorite })
  }
  return {
    compteId,
    sessionId: '',
    nom: p.nom,
    courriel: p.courriel,
    roles,
    rolesEnAttente: [],
    structures: [],
    aSecondFacteur: true,
  }
}
