import { type Acteur, enTransaction, estAgent, type Rattachement } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Ctx } from '../../http.ts'
import { sansMarques } from '../../lib/accents.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { lireIdentifiant } from '../../lib/siren.ts'
import { estUuid } from '../../lib/uuid.ts'
import { paths } from '../../paths.ts'
import { type AppelPublie, appelsPublies, duSimulateur } from '../appels/index.ts'
import { etatAppel, vagueUtile } from '../cahier/index.ts'
import { codeAttendu, versSecondFacteur } from '../comptes/index.ts'
import { brouillonsDe } from '../espace/index.ts'
import { compter } from '../limites/index.ts'
import {
  chercherPartout,
  decrireFiche,
  decrireStructure,
  entree,
  identiteDe,
  invitationsRecues,
  trouverStructure,
} from '../structures/index.ts'
import { adresseDuCouloir, type EtatCouloir, type Proposee, type QuiParle, type Saisie } from './couloir.donnees.ts'
import { CouloirPage } from './couloir.view.tsx'
import { aide, nonAidee } from './non-aidee.rules.ts'

/** How often somebody may ask who speaks for a structure, in an hour: enough to find one's own. */
const QUI_PARLE_MAX = 30

/** The page, at the step that what is known leaves open. */
export async function pageCouloir(
  c: Ctx,
  p: AppelPublie,
  s: Saisie,
  { errors = {}, statut }: { errors?: FieldErrors; statut?: 422 | 429 } = {},
): Promise<Response> {
  const { acteur, instant } = c.var.ctx
  const second = acteur ? undefined : await versSecondFacteur(c, adresseDuCouloir(p.appel.slug, s))
  if (second) return c.redirect(second, 303)
  const clos = etatAppel(p.appel, instant) === 'clos' ? vagueUtile(p.appel, instant).cloture : undefined
  const etat = acteur ? await apresLAdresse(c, p, s, acteur) : await avantLAdresse(c, s)
  return c.html(
    <CouloirPage
      site={c.var.site}
      appel={p.appel}
      instant={instant}
      clos={clos}
      etat={etat}
      saisie={s}
      errors={errors}
      boite={c.var.deps.config.demonstration ? paths.demo.courriels : undefined}
    />,
    Object.keys(errors).length > 0 ? (statut ?? 422) : 200,
  )
}

async function avantLAdresse(c: Ctx, s: Saisie): Promise<EtatCouloir> {
  const attendu = s.changer === 'adresse' ? undefined : await codeAttendu(c)
  return attendu ? { ici: 'code', attendu: attendu.courriel } : { ici: 'adresse' }
}

async function apresLAdresse(c: Ctx, p: AppelPublie, s: Saisie, acteur: Acteur): Promise<EtatCouloir> {
  const { ctx } = c.var
  const { courriel } = acteur
  if (estAgent(acteur) || acteur.rolesEnAttente.length > 0) return { ici: 'agent', courriel }
  const change = s.changer === 'structure'
  const voulue = s.structure || (change ? undefined : duSimulateur.structure(duSimulateur.lire(s.r)))
  // whoever has a structure already, or says which, is not told another
  const reconnue = voulue || change || acteur.structures.length > 0 ? undefined : await enTransaction(ctx, tx => reconnueDe(tx, acteur))
  const dite = voulue || reconnue
  const sienne = change ? undefined : (acteur.structures.find(x => x.id === dite) ?? (dite ? undefined : seule(acteur.structures)))
  return enTransaction(ctx, async (tx): Promise<EtatCouloir> => {
    if (sienne) {
      const brouillons = s.autre
        ? []
        : await brouillonsDe(tx, { ...ctx, acteur }, { structureId: sienne.id }, p.appelId, sienne.etat === 'demandee')
      const parle = sienne.etat === 'demandee' ? await parleSiProuvee(tx, ctx.guichetId, acteur, sienne.id) : undefined
      return {
        ici: 'brouillon',
        courriel,
        structure: sienne,
        nonAidee: await siNonAidee(tx, c, p, sienne.type),
        parle,
        brouillons,
        reprises: reprisesDe(p, s),
      }
    }
    const structure = dite && !change ? await trouver(c, tx, dite) : undefined
    if (structure && !structure.fermee)
      return {
        ici: 'confirmer',
        courriel,
        structure,
        nonAidee: await siNonAidee(tx, c, p, structure.type),
        parle: await parleSiProuvee(tx, ctx.guichetId, acteur, structure.id),
        officielle: structure.id === (await reconnueDe(tx, acteur)),
      }
    const invitations = (await invitationsRecues(tx, ctx.guichetId, courriel)).filter(i => !acteur.structures.some(x => x.id === i.id))
    const trouvees = s.q ? await resultatsPour(c, s.q) : undefined
    return {
      ici: 'chercher',
      courriel,
      miennes: acteur.structures,
      invitations: invitations.map(i => ({ id: i.id, nom: i.nom })),
      ...(trouvees?.genre === 'trouvees' ? { trouvees: trouvees.liste } : {}),
    }
  })
}

const seule = (structures: readonly Rattachement[]) => (structures.length === 1 ? structures[0] : undefined)
const reprisesDe = (p: AppelPublie, s: Saisie) => {
  const q = duSimulateur.lire(s.r)
  return q.size > 0 ? Object.keys(duSimulateur.reprise(p.appel, q).valeurs).length : 0
}

/** Who speaks for a structure, once the address of whoever asks is proven, and a number of times in an hour. */
async function parleSiProuvee(tx: Tx, guichetId: string, acteur: Acteur, structureId: string): Promise<QuiParle | undefined> {
  if (!estUuid(structureId) || !(await identiteDe(tx, acteur.compteId)).courrielVerifie) return undefined
  if (await compter(tx, [{ cle: `qui-parle|${acteur.compteId}`, max: QUI_PARLE_MAX, secondes: 3600 }])) return undefined
  return entree.quiParle(tx, guichetId, structureId)
}

/** The structure whose own mailbox the proven address is. */
const reconnueDe = async (tx: Tx, acteur: Acteur): Promise<string | undefined> =>
  (await identiteDe(tx, acteur.compteId)).courrielVerifie ? entree.reconnue(tx, acteur.courriel) : undefined

const siNonAidee = async (tx: Tx, c: Ctx, { appel }: AppelPublie, type: string) =>
  aide(appel, type) ? undefined : nonAidee(await appelsPublies(tx, c.var.ctx.guichetId), appel, type, c.var.ctx.instant)

async function trouver(c: Ctx, tx: Tx, dite: string): Promise<Proposee | undefined> {
  if (!estUuid(dite)) {
    const r = await resultatsPour(c, dite)
    return r.genre === 'trouvees' ? r.liste[0] : undefined
  }
  const s = await trouverStructure(tx, c.var.ctx.guichetId, dite)
  return s && { id: s.id, nom: s.nom, detail: decrireStructure(s), type: s.type, fermee: s.fermee }
}

/** What a search finds, in the referential and in the national directory. */
export async function resultatsPour(c: Ctx, q: string) {
  const r = await chercherPartout(c, q)
  if (r.genre !== 'trouvees') return r
  const liste: Proposee[] = [
    ...r.structures.map(s => ({ id: s.id, nom: s.nom, detail: decrireStructure(s), type: s.type, fermee: s.fermee })),
    ...r.fiches.map(f => ({ id: f.siren, nom: f.nom, detail: decrireFiche(f), type: f.type, fermee: f.fermee })),
  ]
  return { genre: 'trouvees' as const, liste: liste.slice(0, 10) }
}

const plat = (t: string) =>
  sansMarques(t)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
/** The one structure that was surely meant: alone to bear exactly that name, or that number. What only looks like it is shown, and chosen. */
export async function seuleTrouvee(c: Ctx, q: string): Promise<string | undefined> {
  const r = await resultatsPour(c, q)
  if (r.genre !== 'trouvees') return undefined
  const ouvertes = r.liste.filter(s => !s.fermee)
  const numero = lireIdentifiant(q).genre !== 'nom'
  const exactes = numero ? ouvertes : ouvertes.filter(s => plat(s.nom) === plat(q))
  return exactes.length === 1 ? exactes[0]!.id : undefined
}
