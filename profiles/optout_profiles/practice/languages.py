"""The languages that the practice site's pages can be in.

The rows' last name and the switch's words are LinkedIn's where ``reference`` has them; all other
words are the practice site's own.
"""

from typing import Literal

from msgspec import Struct


class Language(Struct, frozen=True):
    """The words of a member's pages; ``rows`` are the names of the privacy settings, ours last."""

    code: str
    rows: tuple[str, str, str, str, str, str]
    words: str
    question: str
    index: str
    privacy: str
    section: str
    settings: str
    me: str
    home: str
    sign_out: str
    direction: Literal["ltr", "rtl"] = "ltr"

    @property
    def heading(self) -> str:
        """The setting's name."""
        return self.rows[-1]


ENGLISH = Language(
    code="en",
    rows=(
        "Manage your data and activity",
        "Get a copy of your data",
        "Search history",
        "Personal demographic information",
        "Social, economic, and workplace research",
        "Data for Generative AI Improvement",
    ),
    words="Use my data for training content creation AI models",
    question="Can the practice site use your personal data and the content you create to train "
    "generative AI models that create content?",
    index="Settings",
    privacy="Data privacy",
    section="How the site uses your data",
    settings="Settings & Privacy",
    me="Me",
    home="Home",
    sign_out="Sign out",
)

GERMAN = Language(
    code="de",
    rows=(
        "Daten und Aktivitäten verwalten",
        "Kopie Ihrer Daten anfordern",
        "Suchverlauf",
        "Demografische Angaben zur Person",
        "Forschung zu Gesellschaft, Wirtschaft und Arbeitswelt",
        "Daten zur Verbesserung generativer KI",
    ),
    words="Ihre Daten zum Schulen von KI-Modellen verwenden, um Inhalte zu erstellen",
    question="Darf die Übungsseite Ihre Daten und Inhalte zum Schulen generativer KI verwenden?",
    index="Einstellungen",
    privacy="Datenschutz",
    section="Wie die Seite Ihre Daten verwendet",
    settings="Einstellungen & Datenschutz",
    me="Sie",
    home="Start",
    sign_out="Ausloggen",
)

FRENCH = Language(
    code="fr",
    rows=(
        "Gérer vos données et votre activité",
        "Obtenir une copie de vos données",
        "Historique de recherche",
        "Informations démographiques personnelles",
        "Recherche sociale, économique et sur le travail",
        "Données pour l\u2019amélioration de l\u2019IA générative",
    ),
    words="Utiliser mes données pour entraîner des modèles d\u2019IA de création de contenu",
    question="Le site d\u2019essai peut-il entraîner des modèles d\u2019IA avec vos données ?",
    index="Préférences",
    privacy="Confidentialité des données",
    section="Comment le site utilise vos données",
    settings="Préférences et confidentialité",
    me="Vous",
    home="Accueil",
    sign_out="Se déconnecter",
)

PORTUGUESE = Language(
    code="pt-BR",
    rows=(
        "Gerenciar seus dados e atividades",
        "Obter uma cópia dos seus dados",
        "Histórico de pesquisa",
        "Informações demográficas pessoais",
        "Pesquisa social, econômica e do ambiente de trabalho",
        "Dados para aprimoramento da IA generativa",
    ),
    words="Usar meus dados para treinar modelos de IA para criar conteúdos",
    question="O site de treino pode usar seus dados para treinar modelos de IA generativa?",
    index="Configurações",
    privacy="Privacidade dos dados",
    section="Como o site usa seus dados",
    settings="Configurações e privacidade",
    me="Eu",
    home="Início",
    sign_out="Sair",
)

POLISH = Language(
    code="pl",
    rows=(
        "Zarządzaj swoimi danymi i aktywnością",
        "Pobierz kopię swoich danych",
        "Historia wyszukiwania",
        "Osobiste informacje demograficzne",
        "Badania społeczne, ekonomiczne i dotyczące miejsca pracy",
        "Dane na potrzeby ulepszania generatywnej sztucznej inteligencji",
    ),
    words="Użyj moich danych do trenowania modeli AI służących do tworzenia treści",
    question="Czy strona ćwiczebna może używać Twoich danych do trenowania modeli AI?",
    index="Ustawienia",
    privacy="Prywatność danych",
    section="Jak strona używa Twoich danych",
    settings="Ustawienia i prywatność",
    me="Ja",
    home="Strona główna",
    sign_out="Wyloguj się",
)

ARABIC = Language(
    code="ar",
    direction="rtl",
    rows=(
        "إدارة بياناتك ونشاطك",
        "الحصول على نسخة من بياناتك",
        "سجل البحث",
        "المعلومات الديموغرافية الشخصية",
        "الأبحاث الاجتماعية والاقتصادية",
        "بيانات لتحسين الذكاء الاصطناعي التوليدي",
    ),
    words="استخدام بياناتي لتدريب نماذج الذكاء الاصطناعي",
    question="هل يمكن لموقع التدريب استخدام بياناتك لتدريب الذكاء الاصطناعي؟",
    index="الإعدادات",
    privacy="خصوصية البيانات",
    section="كيف يستخدم الموقع بياناتك",
    settings="الإعدادات والخصوصية",
    me="أنا",
    home="الرئيسية",
    sign_out="تسجيل الخروج",
)
