import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { lirePdf } from '../../../test/lire-pdf.ts'
import { ouvrirProcesVerbal } from '../../../test/proces-verbal.ts'

const p = paths.comite
let m: Awaited<ReturnType<typeof ouvrirProcesVerbal>>
beforeAll(async () => {
  m = await ouvrirProcesVerbal()
})
afterAll(() => m.w.close())

const invitations = async (seance: string) =>
  (await m.w.courriels()).filter(c => c.cle?.startsWith(`proces-verbal-${seance}`)).map(c => c.destinataire)
const accorde = async () => (await m.q('select sum(accorde)::int as n from enveloppe')).rows[0].n as number
const euros = (centimes: number) => `${(centimes / 100).toLocaleString('fr-FR').replace(/[\u00a0\u202f]/g, ' ')} €`

describe('établir le procès-verbal d’une séance close', () => {
  it('je l’établis\u00a0: il dit qui siégeait, l’enveloppe avant et après, et chaque décision une seule fois', async () => {
    const avant = await accorde()
    const s = await m.tenir()
    expect(await m.lire(m.w.get(p.procesVerbal(s.seance), m.administratrice.cookie))).toContain('pas encore établi')
    const r = await m.w.post(p.procesVerbal(s.seance), {}, m.administratrice.cookie)
    expect(r.headers.get('location')).toBe(`${p.procesVerbal(s.seance)}?fait=etabli`)
    const page = await m.lire(m.w.get(p.procesVerbal(s.seance), m.regionale.cookie))
    for (const mot of [
      'Version 1, à signer',
      'mardi 26 octobre 2021 à 14 h 30',
      'Salle du conseil',
      'Présent, préside',
      'Excusé',
      '3 présents, il en faut 2 : atteint',
      'Retenu en partie, 4 321 €',
      'Le comité salue la mutualisation.',
      'Associer les usagers.',
      'Non retenu',
      'Le calendrier n’est pas crédible.',
      'Aucune décision en séance',
      euros(avant),
      euros(avant + 432_100),
    ])
      expect(page).toContain(mot)
    // the decision that the séance replaced itself is not told, and who was in conflict is, by their seat
    expect(page).not.toContain('10 000 €')
    const [version] = await m.versions(s.seance)
    expect(version.contenu.dossiers.map((x: { presents: number | null }) => x.presents)).toEqual([2, 3, null])
    expect(version.contenu.dossiers[0].deportes).toEqual([{ id: s.membre(m.hauteCorse), siege: expect.any(String) }])
    expect(page).not.toContain('Ancien employeur')
    expect((await m.w.journal()).filter(e => e.objet_id === s.seance && e.action === 'comite.proces_verbal_etabli')).toHaveLength(1)
  })

  it('deux séances qui se suivent\u00a0: chacune dit l’enveloppe avant et après elle, et rien de l’autre', async () => {
    const [a, b] = [await m.tenir(), await m.tenir()]
    // written after the second was held: what the second moved is not of the first
    for (const s of [a, b]) await m.w.post(p.procesVerbal(s.seance), {}, m.administratrice.cookie)
    const dites = async (seance: string) =>
      (await m.versions(seance))[0].contenu.enveloppes as { libelle: string; avant: number; apres: number }[]
    const total = (es: { avant: number; apres: number }[], de: 'avant' | 'apres') => es.reduce((t, e) => t + e[de], 0)
    const [deA, deB] = [await dites(a.seance), await dites(b.seance)]
    const libelles = (await m.q('select libelle from enveloppe order by creee_le, id')).rows.map(e => e.libelle)
    for (const dit of [deA, deB]) {
      expect(dit.map(e => e.libelle)).toEqual(libelles)
      expect(total(dit, 'apres') - total(dit, 'avant')).toBe(432_100)
    }
    expect(total(deB, 'avant')).toBe(total(deA, 'apres'))
  })

  // seen to fail: the amount of today, as the page of the envelopes shows it
  it('il dit l’enveloppe de sa séance, quel que soit l’argent qui a bougé depuis', async () => {
    const { seance } = await m.tenir()
    const avant = (await m.q('select montant::int from enveloppe order by creee_le, id')).rows.map(e => e.montant)
    const { rows } = await m.q('select id, appel_id from enveloppe order by creee_le, id limit 1')
    const plusTard = new Date(m.w.horloge.instant.getTime() + 60_000)
    for (const genre of ['abondement', 'reserve'])
      await m.q(
        `insert into mouvement_credits (id, guichet_id, appel_id, genre, enveloppe_id, montant, raison, par, instant)
          values (gen_random_uuid(), $1, $2, $3, $4, 123456, 'Délégation', $5, $6)`,
        [m.w.guichetId, rows[0].appel_id, genre, rows[0].id, m.administratrice.id, plusTard],
      )
    await m.w.post(p.procesVerbal(seance), {}, m.administratrice.cookie)
    const dites = (await m.versions(seance))[0].contenu.enveloppes as { montant: number; reserve?: number }[]
    expect(dites.map(e => [e.montant, e.reserve])).toEqual(avant.map(montant => [montant, undefined]))
  })

  it('les membres présents reçoivent un courriel, l’excusé non', async () => {
    const { seance } = await m.etablir()
    expect((await invitations(seance)).sort()).toEqual([m.regionale, m.corseDuSud, m.hauteCorse].map(c => c.courriel).sort())
  })

  it('six demandes à la fois n’en établissent qu’un', async () => {
    const { seance } = await m.tenir()
    const six = await Promise.all(Array.from({ length: 6 }, () => m.w.post(p.procesVerbal(seance), {}, m.administratrice.cookie)))
    expect(six.map(r => r.status)).toEqual([303, 303, 303, 303, 303, 303])
    expect(await m.versions(seance)).toHaveLength(1)
    expect(await invitations(seance)).toHaveLength(3)
  })

  it('une décision remplacée après la séance reste celle de la séance', async () => {
    const s = await m.tenir()
    const autre = await m.seance([s.dossiers[2]!])
    await m.q(
      `insert into decision (id, guichet_id, dossier_id, depot_id, seance_id, remplace_id, sens, motif, prise_par, prise_le)
        select gen_random_uuid(), guichet_id, dossier_id, depot_id, $2, id, 'sans_suite', 'Le porteur renonce.', prise_par, prise_le from decision d
        where dossier_id = $1 and seance_id = $3 and not exists (select from decision r where r.remplace_id = d.id)`,
      [s.dossiers[0], autre, s.seance],
    )
    await m.w.post(p.procesVerbal(s.seance), {}, m.administratrice.cookie)
    const page = await m.lire(m.w.get(p.procesVerbal(s.seance), m.regionale.cookie))
    expect(page).toContain('Retenu en partie, 4 321 €')
    expect(page).not.toContain('Le porteur renonce')
  })

  it('ni avant la clôture, ni par un membre qui ne préside pas, ni par quelqu’un d’ailleurs', async () => {
    const { seance } = await m.ouvrir(1)
    expect((await m.w.post(p.procesVerbal(seance), {}, m.administratrice.cookie)).status).toBe(409)
    await m.w.post(p.cloture(seance), {}, m.administratrice.cookie)
    expect((await m.w.post(p.procesVerbal(seance), {}, m.corseDuSud.cookie)).status).toBe(403)
    for (const { cookie } of [m.suppleante, m.porteur, m.lecteur]) {
      expect((await m.w.post(p.procesVerbal(seance), {}, cookie)).status).toBe(404)
      expect((await m.w.get(p.procesVerbal(seance), cookie)).status).toBe(404)
      expect((await m.w.get(p.procesVerbalPdf(seance, 1), cookie)).status).toBe(404)
    }
    expect(await m.versions(seance)).toEqual([])
    expect((await m.w.get(p.versionProcesVerbal(seance, 1), m.administratrice.cookie)).status).toBe(404)
    // whoever chairs may
    expect((await m.w.post(p.procesVerbal(seance), {}, m.regionale.cookie)).status).toBe(303)
  })
})

describe('le procès-verbal en PDF', () => {
  it('est balisé pour les lecteurs d’écran, et dit la même chose que la page', async () => {
    const { seance } = await m.etablir()
    const octets = await m.pdf(seance, 1)
    expect(octets.toString('latin1')).toMatch(/pdfuaid:part>1</)
    const { titre, roles } = await lirePdf(octets)
    expect(titre).toBe('Procès-verbal de la séance du 26\u00a0octobre\u00a02021')
    for (const role of ['H1', 'H2', 'Table', 'TH']) expect([...roles]).toContain(role)
    const texte = await m.textePdf(seance, 1)
    for (const mot of [
      'Retenu en partie',
      '4 321 €',
      'Le comité salue la mutualisation.',
      'Le calendrier n’est pas crédible.',
      '794 000 €',
      'préside',
    ])
      expect(texte).toContain(mot)
    expect(texte).not.toContain('extrait')
  })

  it('un membre déporté ne lit ni le débat ni le montant de ce dossier, ni sur la page ni dans le PDF', async () => {
    const { seance } = await m.etablir()
    const page = await m.lire(m.w.get(p.procesVerbal(seance), m.hauteCorse.cookie))
    const texte = await m.textePdf(seance, 1, m.hauteCorse.cookie)
    for (const lu of [page, texte]) {
      expect(lu).toContain('Vous êtes déporté de ce dossier')
      expect(lu).not.toMatch(/mutualisation|4 321 €.*Associer|Associer les usagers|Retenu en partie, 4 321/)
      expect(lu).toContain('Le débat a porté sur le calendrier.')
    }
    expect(await m.textePdf(seance, 1, m.corseDuSud.cookie)).toContain('mutualisation')
  })
})
