import { nouvelId } from '../contexte.ts'
import { jouerEnvois } from '../features/notifications/index.ts'
import { paths } from '../paths.ts'
import { copiesAuComite } from './comite.ts'
import { lirePdf } from './lire-pdf.ts'
import { projetCommun, validerCommun } from './projet-commun.ts'
import { deposer, lisible, publier, SLUG } from './vico.ts'
import { openWorld, type World } from './world.ts'

export type Decidee = {
  sens: string
  montant?: number
  motif?: string
  rang?: number
  conditions?: string
  remplace?: string
  enveloppe?: string
}
/** What the comité decided, as the room writes it, not yet confirmed. Cents; `enveloppe`: the code of the one, open, that pays. Returns the decision's id. */
export async function decideAuComite(
  w: World,
  dossier: string,
  par: string,
  { sens, montant = 0, motif = '', rang, conditions = '', remplace, enveloppe = 'p' }: Decidee,
) {
  const id = nouvelId()
  await w.auGuichet(async tx => {
    const i = await tx
      .selectFrom('instruction')
      .select(['depot_id', 'appel_id'])
      .where('dossier_id', '=', dossier)
      .executeTakeFirstOrThrow()
    const commun = { guichet_id: w.guichetId }
    const suite = {
      rang: rang ?? null,
      remplace_id: remplace ?? null,
      prise_par: par,
      prise_le: w.horloge.instant,
      base: montant ? 1_000_000 : null,
    }
    await tx
      .insertInto('decision')
      .values({ ...commun, ...suite, id, dossier_id: dossier, depot_id: i.depot_id, sens, montant, motif, conditions })
      .execute()
    if (montant > 0) {
      const e = {
        ...commun,
        id: nouvelId(),
        appel_id: i.appel_id,
        code: enveloppe,
        libelle: 'Enveloppe',
        montant: 79_400_000,
        creee_le: w.horloge.instant,
      }
      await tx
        .insertInto('enveloppe')
        .values(e)
        .onConflict(oc => oc.columns(['appel_id', 'code']).doNothing())
        .execute()
      const { id: enveloppe_id } = await tx.selectFrom('enveloppe').select('id').where('code', '=', enveloppe).executeTakeFirstOrThrow()
      await tx
        .insertInto('imputation')
        .values({ ...commun, decision_id: id, enveloppe_id, montant })
        .execute()
    }
  })
  await w.owner.query("update dossier set etat = 'delibere' where id = $1", [dossier])
  return id
}

/** Confirms these decisions and sends their letters, as the administrateur does. */
export async function notifier(w: World, ids: readonly string[], cookie: string) {
  const confirmees = await w.post(paths.administration.confirmation(SLUG), { decisions: [...ids] }, cookie)
  if (confirmees.status !== 303) throw new Error(`confirmation: ${confirmees.status} ${await confirmees.text()}`)
  await w.post(paths.administration.envois(SLUG), {}, cookie)
  await jouerEnvois(w.deps)
}

/** A joint project of Vico and Olmeto before the comité, who decides of it and who may not. */
export async function ouvrirDecisions() {
  const w = await openWorld()
  await publier(w)
  const admin = (nom: string, structures: string[] = []) =>
    w.compte({ nom, structures, roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  const personnes = {
    vico: await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] }),
    olmeto: await w.compte({ structures: ['Olmeto'] }),
    ailleurs: await w.compte({ structures: ['Lumio'] }),
    referent: await w.compte({ roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] }),
    admin: await admin('Préfet de Corse'),
    adjointe: await admin('Adjointe d’Olmeto', ['Olmeto']),
  }
  const projet = await projetCommun(w, personnes.vico.cookie, ['Olmeto'])
  await validerCommun(w, personnes.olmeto.cookie, projet.id)
  await deposer(w, personnes.vico.cookie, projet.id)
  const { cookie, id } = personnes.admin
  const decide = (dossier: string, d: Decidee) => decideAuComite(w, dossier, id, d)
  return {
    w,
    ...personnes,
    /** Copies of the project, with its partner, before the comité. */
    dossiers: async (n: number) => {
      const ids = await copiesAuComite(w, projet.id, n)
      await w.owner.query(
        `insert into partenaire select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'dossier_id', x.id))).*
          from partenaire p, unnest($2::uuid[]) x (id) where p.dossier_id = $1`,
        [projet.id, ids],
      )
      return ids
    },
    decide,
    /** Decides, confirms and sends. */
    notifie: async (dossier: string, d: Decidee) => {
      const decision = await decide(dossier, d)
      await notifier(w, [decision], cookie)
      return decision
    },
    notifier: (ids: readonly string[]) => notifier(w, ids, cookie),
    lire: async (chemin: string, qui?: string) => (await lisible(await w.get(chemin, qui))).replace(/[\u00a0\u202f]/g, ' '),
    etat: async (dossier: string) => (await w.owner.query('select etat from dossier where id = $1', [dossier])).rows[0].etat as string,
    /** Leaves just these cents in the envelope. */
    laisser: (cents: number) => w.owner.query('update enveloppe set montant = accorde + $1', [cents]),
    /** The last letter that a structure received about a dossier, as its PDF reads. */
    lettre: async (dossier: string, qui: string) => {
      const octets = await (await w.get(paths.dossiers.notification(dossier), qui)).arrayBuffer()
      return (await lirePdf(Buffer.from(octets))).texte.replace(/\s+/g, ' ')
    },
    /** Cents granted, by the envelope and by its ledger. */
    accorde: async () => {
      const { rows } = await w.owner.query(
        'select e.accorde::int, (select coalesce(sum(m.montant), 0)::int from mouvement m where m.enveloppe_id = e.id) as livre from enveloppe e',
      )
      return rows[0] as { accorde: number; livre: number }
    },
  }
}
export type MondeDecisions = Awaited<ReturnType<typeof ouvrirDecisions>>
