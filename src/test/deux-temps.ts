import { readFileSync } from 'node:fs'
import { publierFichier } from '../features/appels/index.ts'
import { releverVagues } from '../features/instruction/index.ts'
import { paths } from '../paths.ts'
import { commencer, joindre, lisible } from './vico.ts'
import { openWorld } from './world.ts'

export const SLUG_DEUX_TEMPS = 'tiers-lieux-2027'
export const FICHIER_DEUX_TEMPS = 'src/test/appels/deux-temps.yml'
const { dossiers: d, instruction: i } = paths

type Etapes = Record<string, Record<string, string | string[]>>
/** What a commune answers to the first form, step by step, as it types it. */
export const INTENTION: Etapes = {
  lieu: {
    titre: 'Un tiers-lieu dans l’ancienne gare',
    volet: 'lieu',
    actions: ['ouvrir'],
    adresse: 'Ancienne gare',
    surface: '240',
    idee: 'Un atelier et un café.',
  },
  montant: { cout: '300 000', autres_aides: '0', aide: '120 000' },
}
/** What the second form asks besides, and an answer that changes. */
export const COMPLET: Etapes = {
  lieu: { surface: '310' },
  habitants: { equipe: 'Deux salariées.', jours: '5' },
  plan: {
    _geste: ['ajouter:depenses:travaux1'],
    'depenses.travaux1.libelle': 'Travaux',
    'depenses.travaux1.nature': 'travaux',
    'depenses.travaux1.ht': '300 000',
    aide: '144 000',
    part: '156 000',
  },
}

/** A call in two temps in Corse, open to intentions: who files, who instructs, who tells. `changer`: what its file is changed to. */
export async function ouvrirDeuxTemps(changer = (texte: string) => texte) {
  const w = await openWorld({ instant: '2027-02-12T10:31:00' })
  const r = await w.auGuichet(tx => publierFichier(tx, w.ctx(), changer(readFileSync(FICHIER_DEUX_TEMPS, 'utf8'))))
  if (!r.ok) throw new Error(JSON.stringify(r.error))
  const agent = (nom: string, role: 'referent_departemental' | 'administrateur' | 'membre_comite', departements: string[] = []) =>
    w.compte({ nom, roles: [{ role, departements, volets: role === 'referent_departemental' ? ['lieu'] : [] }] })
  const personnes = {
    vico: await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] }),
    venaco: await w.compte({ nom: 'Secrétariat de Venaco', structures: ['Venaco'] }),
    corte: await w.compte({ nom: 'Secrétariat de Corte', structures: ['Corte'] }),
    sud: await agent('Référente de la Corse-du-Sud', 'referent_departemental', ['2A']),
    nord: await agent('Référent de la Haute-Corse', 'referent_departemental', ['2B']),
    administratrice: await agent('Administratrice', 'administrateur'),
    membre: await agent('Membre du comité', 'membre_comite'),
  }
  type Qui = { cookie: string }
  const reussir = async (quoi: string, reponse: Response | Promise<Response>) => {
    const lue = await reponse
    if (lue.status !== 303) throw new Error(`${quoi}: ${lue.status} ${await lisible(lue)}`)
    return lue.headers.get('location') ?? ''
  }
  const remplir = async (qui: Qui, id: string, etapes: Etapes) => {
    for (const [etape, champs] of Object.entries(etapes)) await reussir(etape, w.post(d.etape(id, etape), champs, qui.cookie))
  }
  const q = async (texte: string, valeurs: unknown[] = []) => (await w.owner.query(texte, valeurs)).rows
  const gestes = {
    reussir,
    remplir,
    q,
    lire: async (reponse: Response | Promise<Response>) => (await lisible(await reponse)).replace(/[\u00a0\u202f]/g, ' '),
    /** An intention filed. */
    intention: async (qui: Qui, etapes: Etapes = INTENTION) => {
      const id = await commencer(w, qui.cookie, { slug: SLUG_DEUX_TEMPS })
      await remplir(qui, id, etapes)
      await reussir('dépôt', w.post(d.depot(id), {}, qui.cookie))
      return id
    },
    /** The first temps is closed, its intentions collected. */
    relever: async (local = '2027-02-16T00:01:00') => {
      w.regler(local)
      await releverVagues(w.deps, w.horloge.instant)
    },
    /** Answers as the page sends them, read first as it is. */
    repondre: async (qui: Qui, reponses: Record<string, [reponse: string, motif?: string]>, acte = 'enregistrer') => {
      const html = await (await w.get(i.preselection(SLUG_DEUX_TEMPS), qui.cookie)).text()
      const vus = Object.fromEntries([...html.matchAll(/name="(v_[0-9a-f-]{36})" value="(\d*)"/g)].map(x => [x[1]!, x[2]!]))
      const lignes = Object.entries(reponses).flatMap(([id, [reponse, motif = '']]) => [
        [`r_${id}`, reponse],
        [`m_${id}`, motif],
      ])
      return w.post(i.preselection(SLUG_DEUX_TEMPS), { ...vus, ...Object.fromEntries(lignes), acte }, qui.cookie)
    },
    annoncer: (corps: Record<string, string> = {}, qui: Qui = personnes.administratrice) =>
      w.post(i.annonce(SLUG_DEUX_TEMPS), { signataire: '', seance: '', ...corps }, qui.cookie),
    etat: async (id: string) => (await q('select etat, temps from dossier where id = $1', [id]))[0] as { etat: string; temps: number },
    /** The second form of Vico filled in, nothing left that blocks. */
    completer: async (qui: Qui, id: string, etapes: Etapes = COMPLET) => {
      await remplir(qui, id, etapes)
      await reussir('accord', joindre(w, qui.cookie, id, 'accord'))
    },
    deposer: (qui: Qui, id: string) => w.post(d.depot(id), { engagements: ['exact'] }, qui.cookie),
  }
  return { w, ...personnes, ...gestes }
}
export type MondeDeuxTemps = Awaited<ReturnType<typeof ouvrirDeuxTemps>>

/** Vico and Corte pass, Venaco does not: told on the 24th of March at nine. */
export async function annonces(m: MondeDeuxTemps) {
  const [gare, col, cours] = [await m.intention(m.vico), await m.intention(m.venaco), await m.intention(m.corte)]
  await m.relever()
  m.w.regler('2027-03-24T09:00:00')
  await m.reussir(
    'réponses',
    m.repondre(m.administratrice, {
      [gare]: ['oui', 'Qui ouvre le samedi ?'],
      [col]: ['non', 'Clause A2 : le lieu n’est pas connu.'],
      [cours]: ['oui'],
    }),
  )
  await m.reussir('annonce', m.annoncer())
  return { gare, col, cours }
}
