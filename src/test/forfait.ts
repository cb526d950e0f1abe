import { publierFichier } from '../features/appels/index.ts'
import { releverVagues } from '../features/instruction/index.ts'
import { jouerEnvois } from '../features/notifications/index.ts'
import { paths } from '../paths.ts'
import { FORFAIT, VAGUES } from './appels/varier.ts'
import { analyser } from './instruits.ts'
import { commencer, idDe, lisible } from './vico.ts'
import { openWorld } from './world.ts'

export const SLUG_FORFAIT = 'ateliers-numeriques-2027'
const { administration: a, comite: c, dossiers: d, instruction: i } = paths

/** What whoever asks for twelve workshops in a mairie answers, step by step. */
export const REPONSES_FORFAIT: Record<string, Record<string, string | string[]>> = {
  projet: { titre: 'Ateliers du soir', volet: 'ateliers', actions: ['ouvrir'] },
  ateliers: { lieu: 'mairie', public: 'adultes', nombre_ateliers: '12' },
}

/** The lump sum as a de minimis aid, 5 000 € over three years at most. */
export const deMinimis = (texte: string) =>
  texte
    .replace('  clauses: [A2]\n\nparametres', '  minimis: { plafond: 5 000 € }\n  clauses: [A2]\n\nparametres')
    .replace('        blocs: [plan]', '        blocs: [plan, minimis]')

/** The call of two waves in Corse, with a whole plan and an aid of 30 % of the base that nobody types. */
export const PLAN_CALCULE = () =>
  VAGUES.replace('aide: { texte: 250', 'aide: { calcul: "arrondi inférieur (30 % * base éligible)", texte: 250')
    .replace('regions: ["24"]', 'regions: ["94"]')
    .replace('2027-03-01 09:00:00', '2027-01-01 09:00:00')

/** A call that computes a lump sum, without a plan, collected twice a year at four in the afternoon, or those that are made of it: who files, who instructs, who decides. */
export async function ouvrirForfait(...appels: ((texte: string) => string)[]) {
  const w = await openWorld({ instant: '2027-02-01T10:00:00' })
  for (const fichier of appels.length > 0 ? appels.map(changer => changer(FORFAIT)) : [FORFAIT]) {
    const r = await w.auGuichet(tx => publierFichier(tx, w.ctx(), fichier))
    if (!r.ok) throw new Error(JSON.stringify(r.error))
  }
  const personnes = {
    porteur: await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] }),
    referent: await w.compte({ nom: 'Référent', roles: [{ role: 'referent_departemental', departements: ['2A'], volets: ['ateliers'] }] }),
    membre: await w.compte({ nom: 'Membre du comité', roles: [{ role: 'membre_comite', departements: [], volets: [] }] }),
    administratrice: await w.compte({ nom: 'Administratrice', roles: [{ role: 'administrateur', departements: [], volets: [] }] }),
  }
  const { porteur, referent, membre, administratrice } = personnes
  const reussir = async (quoi: string, reponse: Response | Promise<Response>) => {
    const lue = await reponse
    if (lue.status !== 303) throw new Error(`${quoi}: ${lue.status} ${await lisible(lue)}`)
    return lue.headers.get('location') ?? ''
  }
  const q = (texte: string, valeurs: unknown[] = []) => w.owner.query(texte, valeurs)
  const gestes = {
    reussir,
    q,
    lire: async (reponse: Response | Promise<Response>) => (await lisible(await reponse)).replace(/[\u00a0\u202f]/g, ' '),
    ecrire: (id: string, etape: string, champs: Record<string, string | string[]>, cookie = porteur.cookie) =>
      w.post(d.etape(id, etape), champs, cookie),
    /** A draft that nothing blocks. */
    brouillon: async (autres: Record<string, string> = {}, slug = SLUG_FORFAIT) => {
      const id = await commencer(w, porteur.cookie, { slug })
      for (const [etape, champs] of Object.entries(REPONSES_FORFAIT))
        await reussir(etape, w.post(d.etape(id, etape), { ...champs, ...(etape === 'ateliers' ? autres : {}) }, porteur.cookie))
      return id
    },
    deposer: (id: string) => w.post(d.depot(id), {}, porteur.cookie),
    relever: (local: string) => {
      w.regler(local)
      return releverVagues(w.deps, w.horloge.instant)
    },
    etat: async (id: string): Promise<string> => (await q('select etat from dossier where id = $1', [id])).rows[0].etat,
    depot: async (id: string) =>
      JSON.parse((await q('select contenu from depot where dossier_id = $1 order by version desc limit 1', [id])).rows[0].contenu),
    /** The report through its page, then the dossier before the comité. */
    auComite: async (id: string, montant = '3 600') => {
      await reussir('analyse', analyser({ w, referent }, id, { montant, taux: '' }))
      await reussir('comité', w.post(i.comite(id), {}, referent.cookie))
    },
    /** A séance of one member, open and without conflict; the decision is taken through the room. */
    decider: async (id: string, montant: string, sens = 'retenu', slug = SLUG_FORFAIT) => {
      const champs = {
        jour: w.horloge.instant.toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' }),
        heure: '18:00',
        lieu: 'Salle du conseil',
        'siege-0': membre.id,
        dossiers: [id],
      }
      const seance = idDe(await reussir('séance', w.post(c.seances(slug), champs, administratrice.cookie)))
      await q(
        `insert into conflit (id, guichet_id, seance_id, membre_id, compte_id, dossier_id, declare, origine, motif, declare_le)
          select gen_random_uuid(), guichet_id, seance_id, id, compte_id, $2, 'aucun', 'declaration', '', $3 from seance_membre where seance_id = $1`,
        [seance, id, w.horloge.instant],
      )
      await reussir('ouverture', w.post(c.ouverture(seance), {}, administratrice.cookie))
      const siege = (await q('select id from seance_membre where seance_id = $1', [seance])).rows[0].id
      const presences = { [`presence-${siege}`]: 'present', president: siege }
      await reussir('présences', w.post(c.presences(seance), presences, administratrice.cookie))
      const corps = { sens, montant, rang: '', motif: '', conditions: '', conclusion: 'Projet prêt.', vue: '' }
      await reussir('décision', w.post(c.decision(seance, id), corps, administratrice.cookie))
      return seance
    },
    /** The séance is closed, its procès-verbal signed by its member and frozen. */
    figer: async (seance: string) => {
      await reussir('clôture', w.post(c.cloture(seance), {}, administratrice.cookie))
      await reussir('procès-verbal', w.post(c.procesVerbal(seance), {}, administratrice.cookie))
      await reussir('signature', w.post(c.signatureProcesVerbal(seance), { version: '1', reserve: '' }, membre.cookie))
      await reussir('gel', w.post(c.gelProcesVerbal(seance), { version: '1', motif: '' }, administratrice.cookie))
    },
    /** The decision in force is confirmed: its letter is ready. */
    confirmer: async (id: string, slug = SLUG_FORFAIT) => {
      const enVigueur = 'select id from decision d where dossier_id = $1 and not exists (select from decision r where r.remplace_id = d.id)'
      const decision = (await q(enVigueur, [id])).rows[0].id
      await reussir('confirmation', w.post(a.confirmation(slug), { decisions: [decision] }, administratrice.cookie))
      return decision as string
    },
    /** From the closing of its séance to its letter. */
    notifier: async (id: string, seance: string) => {
      await gestes.figer(seance)
      await gestes.confirmer(id)
      await reussir('envois', w.post(a.envois(SLUG_FORFAIT), {}, administratrice.cookie))
      await jouerEnvois(w.deps)
    },
  }
  return { w, ...personnes, ...gestes }
}
export type MondeForfait = Awaited<ReturnType<typeof ouvrirForfait>>
